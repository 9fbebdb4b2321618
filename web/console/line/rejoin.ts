import { useEffect, useState } from 'react';
import type { Line, LineState } from '../../voice/line';
import type { CallFacts } from '../call/call-facts';

/** Milliseconds for which a call does not ring while it may be the one that broke off. */
const PATIENCE = 1500;

/**
 * Answers by itself when the server rings the agent again for the call that broke off in this tab.
 * @returns whether the call that rings is that one, or may be it as far as is known
 */
export function useRejoin(line: Line | undefined, { call, lost }: LineState, facts: CallFacts | null): boolean {
  const ringing = call?.phase === 'ringing' ? call.id : null;
  const [waitedFor, setWaitedFor] = useState<string | null>(null);
  const mine = lost !== null && facts?.rungAgainFor === lost;

  useEffect(() => {
    if (ringing && mine) line?.answer();
  }, [line, ringing, mine]);
  useEffect(() => {
    if (!ringing) return;
    const timer = window.setTimeout(() => setWaitedFor(ringing), PATIENCE);
    return () => window.clearTimeout(timer);
  }, [ringing]);

  return ringing !== null && lost !== null && (mine || (facts === null && waitedFor !== ringing));
}
