import type { Ncco } from '../vonage/ncco.js';
import { LEG_STATUSES, type LegDirection, type LegStatus } from '../vonage/webhook-bodies.js';
import type { Fact, LegDetails } from './call-state.js';
import { type Body, conversationOf, isBody, legOf, textOf, timestampOf } from './classify-event.js';

/** What an accepted event says of its leg. */
export interface Accepted {
  door: string;
  kind: string;
  receivedAt: Date;
  body: Body;
}

/**
 * Reads an event of the inbox.
 * @returns what it says of its leg, or null when it speaks of no leg (a recording, a notification, an error)
 */
export function factOf(event: Accepted): Fact | null {
  const { body } = event;
  const leg = legOf(body);
  const timestamp = timestampOf(body);
  const conversation = conversationOf(body);
  if (leg === null || (event.kind === 'unknown' && conversation === null)) return null;
  const fact: Fact = {
    leg,
    at: timestamp ?? event.receivedAt.toISOString(),
    sure: timestamp !== null,
    ...some('conversation', conversation),
  };
  if (event.door === 'reconcile') return asked(fact, body);
  switch (event.kind) {
    case 'answer':
    case 'fallback':
      return { ...fact, details: answerDetails(body), ...answered(body) };
    case 'status':
      return { ...fact, ...some('status', statusOf(body)), details: statusDetails(body) };
    case 'transfer':
      return { ...fact, ...some('movedTo', textOf(body, 'conversation_uuid_to')) };
    case 'input':
      return { ...fact, details: { ...some('from', textOf(body, 'from')), ...some('to', textOf(body, 'to')) } };
    default:
      return fact;
  }
}

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
    details: {
      ...statusDetails(body),
      ...some('from', partyOf(body.from)),
      ...some('to', partyOf(body.to)),
      ...some('user', userOf(body)),
    },
  };
}

function statusOf(body: Body): LegStatus | null {
  return LEG_STATUSES.find((status) => status === body.status) ?? null;
}

function statusDetails(body: Body): LegDetails {
  const direction: LegDirection | null =
    body.direction === 'inbound' || body.direction === 'outbound' ? body.direction : null;
  const by: 'platform' | 'user' | null =
    body.disconnected_by === 'platform' || body.disconnected_by === 'user' ? body.disconnected_by : null;
  const duration = Number(textOf(body, 'duration') ?? Number.NaN);
  return {
    ...some('direction', direction),
    ...some('from', textOf(body, 'from')),
    ...some('to', textOf(body, 'to')),
    ...some('detail', textOf(body, 'detail')),
    ...some('startTime', timestampOf(body, 'start_time')),
    ...some('endTime', timestampOf(body, 'end_time')),
    ...some('duration', Number.isFinite(duration) && duration >= 0 ? Math.min(Math.round(duration), 1e6) : null),
    ...some('price', textOf(body, 'price')),
    ...some('disconnectedBy', by),
  };
}

/**
 * Whoever dials an application is inbound for Vonage, also an agent; only of an agent is there a `from_user` (Vonage:
 * webhooks §1). A leg that we created is answered too: its status events say that it is not inbound, and they are believed
 * before this, which has no timestamp of Vonage's.
 */
function answerDetails(body: Body): LegDetails {
  const user = textOf(body, 'from_user');
  return {
    direction: 'inbound',
    ...some('from', user ?? textOf(body, 'from')),
    ...some('to', textOf(body, 'to')),
    ...some('user', user),
  };
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
    },
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

/** A property that is there only when it has a value. */
function some<K extends string, T>(name: K, value: T | null): { [P in K]?: T } {
  return value === null ? {} : ({ [name]: value } as { [P in K]?: T });
}
