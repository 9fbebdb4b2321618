/**
 * What an agent's telephone line is doing, as facts and as the one word that they amount to. Pure: news in, the next facts
 * out; news that come late, twice or about another call change nothing that they should not.
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

/** Why nobody is signed in: not yet, the token or the user is not taken, Vonage cannot be reached. */
export type OutReason = 'starting' | 'refused' | 'unreachable';

/** How a call ended, as the agent sees it. */
export type EndReason =
  | 'me'
  | 'hungUp'
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
  /** The called one's telephone rings. */
  farRings: boolean;
  muted: boolean;
  held: boolean;
  /** The connection broke while talking, and is being mended. */
  soundLost: boolean;
  /** Present when it has ended, and only then. */
  endReason: EndReason | null;
}

export interface LineFacts {
  /** `lost`: the connection for news broke, and is being mended; a call goes on meanwhile. */
  session: 'out' | 'in' | 'lost';
  outReason: OutReason;
  /** The present call, or the last one that ended. */
  call: LineCall | null;
  /** Calls that ring while there is another one, the oldest first. */
  waiting: LineCall[];
}

export type LineNews =
  | { type: 'signedIn' }
  | { type: 'signedOut'; reason: OutReason }
  | { type: 'newsLost' }
  | { type: 'newsBack' }
  | { type: 'invited'; id: string; other: string | null; at: string }
  /** Answer was pressed. */
  | { type: 'answering'; at: string }
  /** Call was pressed. */
  | { type: 'dialling'; other: string; at: string }
  /** Vonage has taken the call that was placed. */
  | { type: 'placed'; id: string }
  | { type: 'farRings'; id: string }
  /** Sound flows to the other side: the agent's answer stands, or the called one has answered. */
  | { type: 'connected'; id: string; at: string }
  /** After a reload: the call that was going on before. */
  | { type: 'resumed'; call: LineCall }
  | { type: 'muted'; id: string; on: boolean }
  | { type: 'held'; id: string; on: boolean }
  | { type: 'soundLost'; id: string }
  | { type: 'soundBack'; id: string }
  /** `id` null: the placed call that has none yet. */
  | { type: 'over'; id: string | null; reason: EndReason; at: string }
  /** The call that ended is put away. */
  | { type: 'cleared' };

export const SIGNED_OUT: LineFacts = { session: 'out', outReason: 'starting', call: null, waiting: [] };

export type LiveCall = LineCall & { phase: Exclude<LineCall['phase'], 'ended'> };
export const isLive = (call: LineCall | null): call is LiveCall => call !== null && call.phase !== 'ended';

/** @returns the one word for what the line is doing */
export function statusOf({ session, call }: LineFacts): LineStatus {
  if (isLive(call)) {
    if (call.phase !== 'talking') return call.phase;
    if (call.soundLost) return 'reconnecting';
    return call.held ? 'held' : 'talking';
  }
  if (session === 'out') return 'signedOut';
  if (session === 'lost') return 'reconnecting';
  return call ? 'ended' : 'ready';
}

function newCall(direction: LineCall['direction'], id: string | null, other: string | null, at: string): LineCall {
  const phase = direction === 'inbound' ? 'ringing' : 'connecting';
  const quiet = { farRings: false, muted: false, held: false, soundLost: false, endReason: null };
  return { id, direction, other, phase, since: at, ...quiet };
}

/** @returns the facts after the news; the same object when they change nothing */
export function withNews(facts: LineFacts, news: LineNews): LineFacts {
  const { call, waiting } = facts;
  const change = (to: Partial<LineCall>): LineFacts => ({ ...facts, call: { ...call!, ...to } });
  const concerns = (id: string | null) => isLive(call) && call.id === id;

  switch (news.type) {
    case 'signedIn':
      return { ...facts, session: 'in' };
    case 'signedOut':
      return { ...facts, session: 'out', outReason: news.reason };
    case 'newsLost':
      return facts.session === 'in' ? { ...facts, session: 'lost' } : facts;
    case 'newsBack':
      return facts.session === 'lost' ? { ...facts, session: 'in' } : facts;
    case 'invited': {
      const known = call?.id === news.id || waiting.some(({ id }) => id === news.id);
      if (known) return facts;
      const invited = newCall('inbound', news.id, news.other, news.at);
      return isLive(call) ? { ...facts, waiting: [...waiting, invited] } : { ...facts, call: invited };
    }
    case 'answering':
      return call?.phase === 'ringing' ? change({ phase: 'connecting', since: news.at }) : facts;
    case 'dialling':
      return isLive(call) ? facts : { ...facts, call: newCall('outbound', null, news.other, news.at) };
    case 'placed':
      return concerns(null) && !waiting.some(({ id }) => id === news.id) ? change({ id: news.id }) : facts;
    case 'farRings':
      return concerns(news.id) && call?.direction === 'outbound' && call.phase === 'connecting'
        ? change({ farRings: true })
        : facts;
    case 'connected':
      return concerns(news.id) && call?.phase === 'connecting'
        ? change({ phase: 'talking', since: news.at, farRings: false })
        : facts;
    case 'resumed':
      return isLive(call) ? facts : { ...facts, call: { ...news.call, soundLost: true } };
    case 'muted':
      return concerns(news.id) ? change({ muted: news.on }) : facts;
    case 'held':
      return concerns(news.id) && call?.phase === 'talking' ? change({ held: news.on }) : facts;
    case 'soundLost':
    case 'soundBack':
      return concerns(news.id) ? change({ soundLost: news.type === 'soundLost' }) : facts;
    case 'over':
      return ended(facts, news);
    case 'cleared':
      return call?.phase === 'ended' ? { ...facts, call: null } : facts;
  }
}

/** The call ends; one that has been waiting rings in its place. */
function ended(facts: LineFacts, { id, reason, at }: { id: string | null; reason: EndReason; at: string }): LineFacts {
  const { call, waiting } = facts;
  const rest = waiting.filter((one) => one.id !== id);
  if (!isLive(call) || call.id !== id) return rest.length === waiting.length ? facts : { ...facts, waiting: rest };
  const [next, ...others] = waiting;
  if (next) return { ...facts, call: next, waiting: others };
  const over: LineCall = { ...call, phase: 'ended', since: at, endReason: reason, held: false, soundLost: false };
  return { ...facts, call: over };
}
