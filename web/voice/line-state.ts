/**
 * The state of an agent's phone line. Pure: an event in, the next state out; an event that comes late, twice or about
 * another call changes nothing.
 */

export type LineStatus =
  | 'signedOut'
  | 'ready'
  | 'ringing'
  | 'connecting'
  | 'talking'
  | 'held'
  | 'reconnecting'
  | 'ended';

/** Why the line is not signed in: not yet; the token or the user was refused; Vonage cannot be reached. */
export type OutReason = 'starting' | 'refused' | 'unreachable';

/** How a call ended, for the agent: they declined it themselves, or the other party did (`rejected`). */
export type EndReason =
  | 'me'
  | 'hungUp'
  | 'declined'
  | 'rejected'
  | 'noAnswer'
  | 'callerGone'
  | 'missed'
  | 'answeredElsewhere'
  | 'rejectedElsewhere'
  | 'soundLost'
  | 'failed';

/** An agent's call. */
export interface LineCall {
  /** Vonage's id of the agent's leg; null while a placed call has none yet. */
  id: string | null;
  direction: 'inbound' | 'outbound';
  /** Number (E.164 without `+`) or user at the other end. */
  other: string | null;
  phase: 'ringing' | 'connecting' | 'talking' | 'ended';
  /** ISO 8601: when this phase began. */
  since: string;
  /** The other party's phone is ringing. */
  farRings: boolean;
  muted: boolean;
  /** The sound was interrupted during the call, and is being restored. */
  soundLost: boolean;
  /** Set only after it has ended. */
  endReason: EndReason | null;
}

export interface LineFacts {
  /** `lost`: the connection to Vonage's signaling was lost and is being restored; a call continues meanwhile. */
  session: 'out' | 'in' | 'lost';
  outReason: OutReason;
  /** The current call, or the last one that ended. */
  call: LineCall | null;
  /**
   * The leg of the last talk that this agent has not ended: should it have broken off, the server rings them again, and
   * this tab joins by itself.
   */
  lost: string | null;
  /** Calls that ring during another one, the oldest first. */
  waiting: LineCall[];
}

export type LineEvent =
  | { type: 'signedIn' }
  | { type: 'signedOut'; reason: OutReason }
  | { type: 'connectionLost' }
  | { type: 'connectionBack' }
  | { type: 'invited'; id: string; other: string | null; at: string }
  /** Answer was pressed. */
  | { type: 'answering'; at: string }
  /** Call was pressed. */
  | { type: 'dialling'; other: string; at: string }
  /** Vonage has accepted the placed call. */
  | { type: 'placed'; id: string }
  | { type: 'farRings'; id: string }
  /** The agent's answer was accepted, or the other party has answered. */
  | { type: 'connected'; id: string; at: string }
  /** After a reload: the call that was in progress. */
  | { type: 'resumed'; call: LineCall }
  | { type: 'muted'; id: string; on: boolean }
  | { type: 'soundLost'; id: string }
  | { type: 'soundBack'; id: string }
  /** `id` null: the placed call, which has no id yet. */
  | { type: 'over'; id: string | null; reason: EndReason; at: string }
  /** The ended call is dismissed. */
  | { type: 'cleared' };

export const SIGNED_OUT: LineFacts = { session: 'out', outReason: 'starting', call: null, lost: null, waiting: [] };

export type LiveCall = LineCall & { phase: Exclude<LineCall['phase'], 'ended'> };
export const isLive = (call: LineCall | null): call is LiveCall => call !== null && call.phase !== 'ended';

/** @param held whether the server says that the contact is on hold */
export function statusOf({ session, call }: LineFacts, held = false): LineStatus {
  if (isLive(call)) {
    if (call.phase !== 'talking') return call.phase;
    if (call.soundLost) return 'reconnecting';
    return held ? 'held' : 'talking';
  }
  if (session === 'out') return 'signedOut';
  if (session === 'lost') return 'reconnecting';
  return call ? 'ended' : 'ready';
}

function newCall(direction: LineCall['direction'], id: string | null, other: string | null, at: string): LineCall {
  const phase = direction === 'inbound' ? 'ringing' : 'connecting';
  const quiet = { farRings: false, muted: false, soundLost: false, endReason: null };
  return { id, direction, other, phase, since: at, ...quiet };
}

/** @returns the state after the event; the same object when nothing changes */
export function withEvent(facts: LineFacts, event: LineEvent): LineFacts {
  const { call, waiting } = facts;
  const change = (to: Partial<LineCall>): LineFacts => ({ ...facts, call: { ...call!, ...to } });
  const concerns = (id: string | null) => isLive(call) && call.id === id;

  switch (event.type) {
    case 'signedIn':
      return { ...facts, session: 'in' };
    case 'signedOut':
      return { ...facts, session: 'out', outReason: event.reason };
    case 'connectionLost':
      return facts.session === 'in' ? { ...facts, session: 'lost' } : facts;
    case 'connectionBack':
      return facts.session === 'lost' ? { ...facts, session: 'in' } : facts;
    case 'invited': {
      const known = call?.id === event.id || waiting.some(({ id }) => id === event.id);
      if (known) return facts;
      const invited = newCall('inbound', event.id, event.other, event.at);
      return isLive(call) ? { ...facts, waiting: [...waiting, invited] } : { ...facts, call: invited };
    }
    case 'answering':
      return call?.phase === 'ringing' ? { ...change({ phase: 'connecting', since: event.at }), lost: null } : facts;
    case 'dialling':
      return isLive(call) ? facts : { ...facts, lost: null, call: newCall('outbound', null, event.other, event.at) };
    case 'placed':
      return concerns(null) && !waiting.some(({ id }) => id === event.id) ? change({ id: event.id }) : facts;
    case 'farRings':
      return concerns(event.id) && call?.direction === 'outbound' && call.phase === 'connecting'
        ? change({ farRings: true })
        : facts;
    case 'connected':
      return concerns(event.id) && call?.phase === 'connecting'
        ? change({ phase: 'talking', since: event.at, farRings: false })
        : facts;
    case 'resumed':
      return isLive(call) ? facts : { ...facts, call: { ...event.call, soundLost: true } };
    case 'muted':
      return concerns(event.id) ? change({ muted: event.on }) : facts;
    case 'soundLost':
    case 'soundBack':
      return concerns(event.id) ? change({ soundLost: event.type === 'soundLost' }) : facts;
    case 'over':
      return ended(facts, event);
    case 'cleared':
      return call?.phase === 'ended' ? { ...facts, call: null } : facts;
  }
}

/** Ends the call; a waiting one rings in its place. */
function ended(facts: LineFacts, { id, reason, at }: { id: string | null; reason: EndReason; at: string }): LineFacts {
  const { call, waiting } = facts;
  const rest = waiting.filter((one) => one.id !== id);
  if (!isLive(call) || call.id !== id) return rest.length === waiting.length ? facts : { ...facts, waiting: rest };
  const lost = call.phase === 'talking' && reason !== 'me' ? call.id : facts.lost;
  const [next, ...others] = waiting;
  if (next) return { ...facts, lost, call: next, waiting: others };
  // After a lost connection the SDK reports the end of a call that still rings as if it had been answered.
  const endReason = call.phase === 'ringing' && reason === 'hungUp' ? 'callerGone' : reason;
  const over: LineCall = { ...call, phase: 'ended', since: at, endReason, soundLost: false };
  return { ...facts, lost, call: over };
}
