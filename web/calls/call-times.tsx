import { formatDuration } from '../lib/language/format';
import { Elapsed } from '../ui/values/elapsed';
import type { CallRow } from './calls';

/** How long the contact waited for an answer; it counts while it rings. */
export function WaitTime({ call }: { call: Pick<CallRow, 'waitSeconds' | 'live' | 'startedAt'> }) {
  if (call.waitSeconds !== null) return <span className="dw-figures">{formatDuration(call.waitSeconds)}</span>;
  return call.live ? <Elapsed since={call.startedAt} /> : '–';
}

/** How long they talked; it counts while they do. */
export function TalkTime({ call }: { call: Pick<CallRow, 'durationSeconds' | 'live' | 'answeredAt'> }) {
  if (call.live && call.answeredAt) return <Elapsed since={call.answeredAt} />;
  if (call.durationSeconds === null) return '–';
  return <span className="dw-figures">{formatDuration(call.durationSeconds)}</span>;
}
