import type { Refusal } from '../../dialling/may-dial.js';
import type { Ncco } from '../../vonage/ncco.js';
import type { LegDirection, LegStatus } from '../../vonage/webhook-bodies.js';

/**
 * What one event says of one leg. Events come late, twice, out of order or never, so a leg's state is a set of such facts
 * put together in a way that knows no order: the earliest instant of each status, the earliest word on each detail.
 */
export interface Fact {
  leg: string;
  /** ISO 8601 UTC with milliseconds. */
  at: string;
  /** Whether `at` is Vonage's own timestamp; ours cannot be compared with theirs to the second. */
  sure: boolean;
  /** An answer or a status: there is such a leg, and it is in that conversation. */
  makesLeg?: true;
  conversation?: string;
  /** The conversation that the leg was moved to at this instant; `conversation` is the one it left. */
  movedTo?: string;
  status?: LegStatus;
  /** Vonage's answer to our question, not an event. */
  asked?: boolean;
  details?: LegDetails;
  /** By the protocol the leg is an app's, of the user of this name, if the application has such a user. */
  nameOfApp?: string;
  /** What we answered this leg with. */
  answer?: Answer;
}

export interface LegDetails {
  direction?: LegDirection;
  /** E.164 digits without `+`, a user's name, or an address. */
  from?: string;
  to?: string;
  /** In place of `to`, where nobody is named as the caller: the user who calls out (Vonage: real-cloud row 5). */
  dialler?: string;
  /** The user at this end: Vonage says so (`from_user`, an `app` party), or we know them and it is an app's leg. */
  user?: string;
  /** The user who calls out by the status events alone; not believed of a call that is from outside. */
  presumed?: string;
  /** Vonage asked for an NCCO and named a caller, and no user. */
  fromOutside?: true;
  /** Vonage's finer reason, such as `unavailable`. */
  detail?: string;
  startTime?: string;
  endTime?: string;
  /** Seconds. */
  duration?: number;
  /** EUR as text. */
  price?: string;
  disconnectedBy?: 'platform' | 'user';
  /** The address of the region in which it lives, as Vonage named it (Vonage: webhooks §1). */
  regionUrl?: string;
  /** The operation that placed it: a part of the address its events are sent to. */
  operation?: string;
  /** The agent at this end was not signed in when their line was to ring, as far as our books say. */
  signedOut?: true;
}

export interface Answer {
  preset?: string;
  version?: number;
  ncco: Ncco;
  /** The dialing rule that did not allow the call. */
  refusal?: Refusal;
}

/** A value and its time: of two values the earlier one counts. */
interface Said<T> {
  at: string;
  sure: boolean;
  value: T;
}
type Sayings<T> = { [K in keyof T]?: Said<NonNullable<T[K]>> };

export interface LegState {
  /** Where the leg was seen, and since when. */
  conversations: Record<string, Said<true>>;
  /** The conversations that it was moved to, in alphabetical order. */
  movedTo: string[];
  told: Partial<Record<LegStatus, Said<true>>>;
  asked: Partial<Record<LegStatus, Said<true>>>;
  details: Sayings<LegDetails>;
  answer?: Said<Answer>;
}

export const NO_LEG: LegState = { conversations: {}, movedTo: [], told: {}, asked: {}, details: {} };

/** Which of two values counts: Vonage's clock before ours, then the earlier one, then alphabetical order. */
function earlier<T>(left: Said<T> | undefined, right: Said<T>): Said<T> {
  if (!left) return right;
  if (left.sure !== right.sure) return left.sure ? left : right;
  if (left.at !== right.at) return left.at < right.at ? left : right;
  return JSON.stringify(left.value) <= JSON.stringify(right.value) ? left : right;
}

/**
 * Adds a fact to what is known of its leg. Order, doubles and gaps do not matter: the same facts give the same state.
 */
export function foldLeg(state: LegState, fact: Fact): LegState {
  const say = <T>(value: T): Said<T> => ({ at: fact.at, sure: fact.sure, value });
  const next: LegState = {
    ...state,
    conversations: { ...state.conversations },
    told: { ...state.told },
    asked: { ...state.asked },
    details: { ...state.details },
  };
  for (const conversation of [fact.conversation, fact.movedTo]) {
    if (conversation) next.conversations[conversation] = earlier(next.conversations[conversation], say(true));
  }
  if (fact.movedTo && !next.movedTo.includes(fact.movedTo)) next.movedTo = [...next.movedTo, fact.movedTo].sort();
  if (fact.status) {
    const statuses = fact.asked ? next.asked : next.told;
    statuses[fact.status] = earlier(statuses[fact.status], say(true));
  }
  next.details = foldDetails(next.details, fact.details ?? {}, say);
  if (fact.answer) next.answer = earlier(next.answer, say(fact.answer));
  return next;
}

function foldDetails(
  known: Sayings<LegDetails>,
  details: LegDetails,
  say: <T>(value: T) => Said<T>,
): Sayings<LegDetails> {
  const next: Record<string, Said<unknown> | undefined> = { ...known };
  for (const [name, value] of Object.entries(details)) {
    if (value !== undefined) next[name] = earlier(next[name], say(value));
  }
  return next as Sayings<LegDetails>;
}

/** Reasons why a leg was not answered; if two have the same time, the first in this list counts. */
const FAILURES = ['busy', 'rejected', 'unanswered', 'timeout', 'failed', 'cancelled'] as const;
const PROGRESS = ['completed', 'disconnected', 'answered', 'machine', 'human', 'ringing', 'started'] as const;

/** A leg as it is shown and counted: read from its state. */
export interface LegView {
  uuid: string;
  /** The conversation in which it began. */
  home: string;
  direction: LegDirection;
  from: string | null;
  to: string | null;
  userName: string | null;
  status: LegStatus;
  startedAt: string;
  ringingAt: string | null;
  answeredAt: string | null;
  endedAt: string | null;
  /** Seconds. */
  duration: number | null;
  price: string | null;
  detail: string | null;
  disconnectedBy: 'platform' | 'user' | null;
  answer: Answer | null;
  /** The operation that placed it. */
  operation: string | null;
  /** Whether its agent was not signed in when their line was to ring. */
  signedOut: boolean;
  live: boolean;
  /** Complete: the last event has arrived, or Vonage said so when asked. */
  closed: boolean;
  /** Its end is known because we asked Vonage, not from an event. */
  reconciled: boolean;
}

/** Reads a leg from what is known of it. While no conversation is known, the leg stands for its own. */
export function viewLeg(uuid: string, state: LegState): LegView {
  const home = homeOf(state) ?? uuid;
  const said = <K extends keyof LegDetails>(name: K) =>
    (state.details[name]?.value ?? null) as NonNullable<LegDetails[K]> | null;
  const at = (status: LegStatus) => state.told[status]?.at ?? state.asked[status]?.at ?? null;

  const wentWrong = earliestOf(FAILURES, at);
  const answeredAt = at('answered') ?? (wentWrong ? null : iso(said('startTime')));
  const failure = answeredAt && at('completed') ? null : wentWrong;
  const status = failure ?? PROGRESS.find((word) => at(word) !== null) ?? 'started';
  const ended = failure !== null || at('completed') !== null;
  const toldOfEnd = [...FAILURES, 'completed' as const].some((word) => state.told[word]);
  const askedOfEnd = [...FAILURES, 'completed' as const].some((word) => state.asked[word]);
  const endedAt = ended ? (iso(said('endTime')) ?? at('completed') ?? (failure && at(failure))) : null;
  const inbound = said('direction') === 'inbound';
  const userName = said('user') ?? (said('fromOutside') ? null : said('presumed'));
  // For an agent's outbound call, `to` of the status events is the agent's own name, not the called party.
  const to = said('to') ?? (userName ? null : said('dialler'));

  return {
    uuid,
    home,
    direction: said('direction') ?? 'outbound',
    from: said('from') ?? (inbound ? userName : null),
    to: inbound && to === userName ? null : to,
    userName,
    status,
    startedAt: startOf(state),
    ringingAt: at('ringing'),
    answeredAt,
    endedAt,
    duration: said('duration') ?? (answeredAt && endedAt ? seconds(answeredAt, endedAt) : null),
    price: said('price'),
    detail: said('detail'),
    disconnectedBy: said('disconnectedBy'),
    answer: state.answer?.value ?? null,
    operation: said('operation'),
    signedOut: said('signedOut') ?? false,
    live: !ended,
    closed: Boolean(state.told.completed || state.told.rejected) || askedOfEnd,
    reconciled: ended && !toldOfEnd,
  };
}

/** The conversation of the earliest fact; one that the leg was only moved to comes after the others of its instant. */
function homeOf(state: LegState): string | null {
  const order = ([uuid, seen]: [string, Said<true>]) =>
    [seen.sure ? 0 : 1, seen.at, state.movedTo.includes(uuid) ? 1 : 0, uuid].join(' ');
  const [first] = Object.entries(state.conversations).sort((left, right) => (order(left) < order(right) ? -1 : 1));
  return first?.[0] ?? null;
}

/** The earliest instant that Vonage speaks of, or ours while it has said nothing. */
function startOf(state: LegState): string {
  const all = [state.conversations, state.told].flatMap((group) => Object.values(group));
  const sure = all.filter((seen) => seen.sure);
  const instants = (sure.length > 0 ? sure : all).map((seen) => seen.at);
  return instants.sort()[0] ?? new Date(0).toISOString();
}

function earliestOf<T extends LegStatus>(words: readonly T[], at: (word: T) => string | null): T | null {
  const known = words.filter((word) => at(word) !== null);
  return known.reduce<T | null>((best, word) => (best === null || at(word)! < at(best)! ? word : best), null);
}

function iso(text: string | null | undefined): string | null {
  const time = text ? new Date(text) : null;
  return time && !Number.isNaN(time.getTime()) ? time.toISOString() : null;
}

/** Whole seconds between two instants. */
export function seconds(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}
