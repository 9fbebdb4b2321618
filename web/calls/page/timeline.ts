import type { CallQuery } from '../../generated/graphql';

export type Call = CallQuery['call'];
export type CallEvent = Call['events'][number];
type Leg = Call['legs'][number];

/** A period in which a leg was in one state, or the call flow ran one NCCO. Times in milliseconds. */
export interface Block {
  from: number;
  to: number;
  kind: 'setup' | 'ringing' | 'talking' | 'flow';
  /** For `flow`: the actions of the NCCO. */
  actions: string[];
}

/** A webhook on the axis. */
export interface Mark {
  event: CallEvent;
  /** When it happened, by Vonage's clock if given. */
  at: number;
  /** When it was received. */
  received: number;
  /** Whether it arrived so late that the gap is shown. */
  late: boolean;
  /** Milliseconds since the previous event. */
  after: number | null;
  /** Where it is drawn, in milliseconds: beside others that happened at nearly the same time. */
  shownAt: number;
}

export interface Lane {
  /** A leg's id; '' for the call flow. */
  key: string;
  leg: Leg | null;
  blocks: Block[];
  marks: Mark[];
}

export interface Timeline {
  from: number;
  to: number;
  /** Seconds since the start, at round values. */
  ticks: number[];
  lanes: Lane[];
  /** All marks, in order of time. */
  marks: Mark[];
}

const LATE_MS = 2000;
/** Fraction of the timeline: marks closer than this would cover each other. */
const NEAR = 0.02;
const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];
const MOST_TICKS = 7;

/**
 * Lays out a call on a timeline: a lane for the call flow and one for each leg.
 * @param now the current end of a live call, in milliseconds
 */
export function layOut(call: Call, now: number): Timeline {
  const happened = call.events
    .map((event) => ({ event, at: time(event.timestamp ?? event.receivedAt), received: time(event.receivedAt) }))
    .sort((left, right) => left.at - right.at);
  const instants = [
    time(call.startedAt),
    ...happened.flatMap(({ at, received }) => [at, received]),
    ...call.legs.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt].flatMap((one) => (one ? [time(one)] : []))),
    ...(call.live ? [now] : []),
  ];
  const from = Math.min(...instants);
  const to = Math.max(...instants, from + 1000);

  const legIds = new Set(call.legs.map(({ uuid }) => uuid));
  const laneOf = ({ legUuid, door }: CallEvent) =>
    door !== 'answer' && door !== 'dtmf' && legUuid && legIds.has(legUuid) ? legUuid : '';
  const marks = happened.map(({ event, at, received }, index) => ({
    event,
    at,
    received,
    late: received - at > LATE_MS,
    after: index === 0 ? null : at - happened[index - 1]!.at,
    shownAt: at,
  }));
  const lanes = [
    { key: '', leg: null, blocks: flowOf(call, to) },
    ...call.legs.map((leg) => ({ key: leg.uuid, leg, blocks: statesOf(leg, to) })),
  ].map((lane) => ({
    ...lane,
    marks: apart(
      marks.filter(({ event }) => laneOf(event) === lane.key),
      { from, to },
    ),
  }));
  return { from, to, ticks: ticksOf((to - from) / 1000), lanes, marks };
}

const time = (iso: string) => Date.parse(iso);

function statesOf({ startedAt, ringingAt, answeredAt, endedAt }: Leg, end: number): Block[] {
  const over = endedAt ? time(endedAt) : end;
  const steps = [
    { kind: 'setup', at: startedAt },
    { kind: 'ringing', at: ringingAt },
    { kind: 'talking', at: answeredAt },
  ] as const;
  const known = steps.flatMap(({ kind, at }) => (at ? [{ kind, from: time(at) }] : []));
  return known.map(({ kind, from }, index) => ({
    kind,
    from,
    to: Math.max(from, known[index + 1]?.from ?? over),
    actions: [],
  }));
}

/** Each returned NCCO lasts until the next; its `connect` begins with the leg it created. */
function flowOf(call: Call, end: number): Block[] {
  const answers = call.events.flatMap((event) => {
    const actions = actionsOf(event);
    return actions.length > 0 ? [{ at: time(event.receivedAt), actions }] : [];
  });
  return answers.flatMap(({ at, actions }, index) => {
    const over = answers[index + 1]?.at ?? (call.endedAt ? time(call.endedAt) : end);
    const made = call.legs
      .filter(({ direction, startedAt }) => direction === 'OUTBOUND' && startedAt && time(startedAt) >= at)
      .map((leg) => ({ from: time(leg.startedAt!), to: leg.endedAt ? time(leg.endedAt) : over }))
      .filter((leg) => leg.from < over);
    const connects = actions.includes('connect') ? made : [];
    const spoken = actions.filter((action) => action !== 'connect');
    const first = Math.max(at, connects[0]?.from ?? over);
    return [
      ...(spoken.length > 0 ? [{ kind: 'flow' as const, from: at, to: first, actions: spoken }] : []),
      ...connects.map((leg) => ({ kind: 'flow' as const, ...leg, actions: ['connect'] })),
    ];
  });
}

/** Names of the actions that were returned. */
function actionsOf({ body }: CallEvent): string[] {
  const { answered } = (body ?? {}) as Record<string, unknown>;
  const ncco = typeof answered === 'object' && answered !== null && 'ncco' in answered ? answered.ncco : null;
  if (!Array.isArray(ncco)) return [];
  return ncco.flatMap((one: { action?: unknown }) => (typeof one?.action === 'string' ? [one.action] : []));
}

/** Draws marks beside each other that happened at nearly the same time, in their order. */
function apart(marks: Mark[], { from, to }: Pick<Timeline, 'from' | 'to'>): Mark[] {
  const near = (to - from) * Math.min(NEAR, 1 / Math.max(1, marks.length - 1));
  let least = from;
  const pushed = marks.map((mark) => {
    const shownAt = Math.max(mark.at, least);
    least = shownAt + near;
    return { ...mark, shownAt };
  });
  // At the end of the axis there is only room to the left.
  let most = to;
  return pushed
    .reverse()
    .map((mark) => {
      const shownAt = Math.min(mark.shownAt, most);
      most = shownAt - near;
      return { ...mark, shownAt };
    })
    .reverse();
}

function ticksOf(seconds: number): number[] {
  const step = STEPS.find((one) => seconds / one <= MOST_TICKS) ?? Math.ceil(seconds / MOST_TICKS / 3600) * 3600;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}
