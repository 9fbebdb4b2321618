import { isWithheld } from '../../../shared/withheld.js';
import { DIALLING_RULES, type Refusal } from '../../dialling/may-dial.js';
import type { Ncco } from '../../vonage/ncco.js';
import { LEG_STATUSES, type LegDirection, type LegStatus } from '../../vonage/webhook-bodies.js';
import { type Body, conversationOf, isBody, legOf, textOf, timestampOf } from '../events/classify-event.js';
import { isName } from '../party.js';
import type { Fact } from './leg-state.js';

/** What an accepted event says of its leg. */
export interface Accepted {
  door: string;
  kind: string;
  receivedAt: Date;
  body: Body;
}

/**
 * Reads an event of the inbox. Only answers and statuses speak of where a leg is, and make one that nobody knew; the rest
 * only adds to a leg that is known by them, before or after.
 * @returns what it says of its leg, or null when it speaks of no leg (a recording, a notification, an error)
 */
export function factOf(event: Accepted): Fact | null {
  const { body } = event;
  const leg = legOf(body);
  if (leg === null) return null;
  const timestamp = timestampOf(body);
  const fact: Fact = { leg, at: timestamp ?? event.receivedAt.toISOString(), sure: timestamp !== null };
  const seen: Fact = { ...fact, makesLeg: true, ...some('conversation', conversationOf(body)) };
  if (event.door === 'reconcile') return asked(seen, body);
  switch (event.kind) {
    case 'answer':
    case 'fallback':
      return ANSWERING.includes(event.door) ? { ...seen, ...answerDetails(body), ...answered(body) } : null;
    case 'status': {
      const status = statusOf(body);
      return status && { ...seen, status, ...statusDetails(body) };
    }
    case 'transfer':
      return {
        ...fact,
        ...some('conversation', conversationOf(body)),
        ...some('movedTo', textOf(body, 'conversation_uuid_to')),
      };
    case 'input':
      return { ...fact, details: partiesOf(body) };
    default:
      return null;
  }
}

/**
 * A name from the protocol is an agent only if the application has such a user; as the one who dials, also only unless
 * the answer webhook says that the call is from outside, where anyone may dial any name.
 */
export function withUser(fact: Fact, users: ReadonlySet<string>): Fact {
  const name = fact.nameOfApp;
  if (name === undefined || !users.has(name)) return fact;
  const as = fact.details?.direction === 'inbound' ? 'presumed' : 'user';
  return { ...fact, details: { [as]: name, ...fact.details } };
}

/**
 * Adds that an agent whose line is to ring is not signed in.
 * @param signedOut the names of those who are not, at the time of the event
 */
export function withPresence(fact: Fact, signedOut: ReadonlySet<string>): Fact {
  if (!isRinging(fact) || !signedOut.has(fact.nameOfApp!)) return fact;
  return { ...fact, details: { ...fact.details, signedOut: true } };
}

/** Whether it tells that an app's line is about to ring; Vonage sends no `ringing` for these (real-cloud row 5). */
export const isRinging = ({ status, nameOfApp, details }: Fact): boolean =>
  status === 'started' && nameOfApp !== undefined && details?.direction === 'outbound';

/** Webhooks that ask for an NCCO. */
const ANSWERING = ['answer', 'fallback'];

/** A record of `GET /v1/calls`: the conversation is the present one, not the first (Vonage: http-api §4.2). */
function asked(fact: Fact, body: Body): Fact {
  const start = timestampOf(body, 'start_time');
  const end = timestampOf(body, 'end_time');
  return {
    ...fact,
    at: start ?? end ?? fact.at,
    sure: false,
    asked: true,
    ...some('status', statusOf(body)),
    ...statusDetails({ ...body, from: partyOf(body.from), to: partyOf(body.to) }, userOf(body)),
  };
}

/** Vonage writes it in lower case (webhooks §3.1); other words are no status of a leg. */
function statusOf(body: Body): LegStatus | null {
  return LEG_STATUSES.find((status) => status === body.status) ?? null;
}

/** @param user the agent at this end, where Vonage says that it is one */
function statusDetails(body: Body, user: string | null = null): Pick<Fact, 'details' | 'nameOfApp'> {
  const direction: LegDirection | null =
    body.direction === 'inbound' || body.direction === 'outbound' ? body.direction : null;
  const by: 'platform' | 'user' | null =
    body.disconnected_by === 'platform' || body.disconnected_by === 'user' ? body.disconnected_by : null;
  const duration = Number(textOf(body, 'duration') ?? Number.NaN);
  const { from, to } = partiesOf(body);
  const dialler = direction === 'inbound' && (from === undefined || from === to) && isName(to) ? to : null;
  const called = direction === 'outbound' && isName(to) ? to : null;
  return {
    details: {
      ...some('direction', direction),
      ...some('from', from ?? null),
      ...(dialler === null ? some('to', to ?? null) : { dialler }),
      ...some('user', user),
      ...some('detail', textOf(body, 'detail')),
      ...some('startTime', timestampOf(body, 'start_time')),
      ...some('endTime', timestampOf(body, 'end_time')),
      ...some('duration', Number.isFinite(duration) && duration >= 0 ? Math.min(Math.round(duration), 1e6) : null),
      ...some('price', textOf(body, 'price')),
      ...some('disconnectedBy', by),
      ...some('operation', textOf(body, 'operation')),
    },
    ...some('nameOfApp', (namesNobody(body.from) ? dialler : null) ?? called),
  };
}

/** As Vonage writes the caller of an agent's call (real-cloud row 5), also by GET, where null is left out or empty. */
const namesNobody = (from: unknown) => from === undefined || from === null || from === '';

/**
 * Whoever dials an application is inbound for Vonage, also an agent; only of an agent is there a `from_user` (Vonage:
 * webhooks §1). A leg that we created is answered too: its status events say that it is not inbound, and they are believed
 * before this, which has no timestamp of Vonage's.
 */
function answerDetails(body: Body): Pick<Fact, 'details'> {
  const user = textOf(body, 'from_user');
  const { from, to } = partiesOf(body);
  return {
    details: {
      direction: 'inbound',
      ...some('from', user ?? from ?? null),
      ...some('to', to ?? null),
      ...some('user', user),
      ...(user === null && textOf(body, 'from') !== null && { fromOutside: true as const }),
      ...some('regionUrl', textOf(body, 'region_url')),
    },
  };
}

/** Both ends as they are written; of a caller who withholds the number there is no `from`. */
function partiesOf(body: Body): { from?: string; to?: string } {
  const party = (name: string) => (textOf(body, name) ?? '').trim().replace(/^\+(?=\d+$)/, '');
  const [from, to] = [party('from'), party('to')];
  return { ...(!isWithheld(from) && { from }), ...(to && { to }) };
}

/** What we answered stands in the event beside Vonage's words. */
function answered(body: Body): Pick<Fact, 'answer'> {
  const answer = body.answered;
  if (!isBody(answer) || !Array.isArray(answer.ncco)) return {};
  return {
    answer: {
      ...some('preset', textOf(answer, 'preset')),
      ...(typeof answer.version === 'number' && { version: answer.version }),
      ncco: answer.ncco as Ncco,
      ...some('refusal', refusalOf(answer.refusal)),
    },
  };
}

const RULES: readonly unknown[] = [...DIALLING_RULES, 'uncounted'];

/** The dialing rule by which the call was not placed. */
function refusalOf(refusal: unknown): Refusal | null {
  if (!isBody(refusal) || !RULES.includes(refusal.rule)) return null;
  const { rule, limit } = refusal;
  return {
    rule: rule as Refusal['rule'],
    country: textOf(refusal, 'country'),
    limit: typeof limit === 'number' ? limit : null,
  };
}

/** An end of a leg as the API writes it: an object with a number, a user's name or an address. */
function partyOf(party: unknown): string | null {
  if (!isBody(party)) return null;
  return textOf(party, 'number') ?? textOf(party, 'user') ?? textOf(party, 'uri') ?? textOf(party, 'extension');
}

function userOf(body: Body): string | null {
  const party = body.direction === 'inbound' ? body.from : body.to;
  return isBody(party) && party.type === 'app' ? textOf(party, 'user') : null;
}

/** The property, or nothing if it has no value. */
function some<K extends string, T>(name: K, value: T | null): { [P in K]?: T } {
  return value === null ? {} : ({ [name]: value } as { [P in K]?: T });
}
