import { describe, expect, it } from 'vitest';
import { classifyEvent } from '../../server/calls/events/classify-event.js';
import { createGroups, placeLeg } from '../../server/calls/fold/call-groups.js';
import { viewCall } from '../../server/calls/fold/call-view.js';
import { type Accepted, factOf, withUser } from '../../server/calls/fold/facts.js';
import { type Fact, foldLeg, type LegState, NO_LEG } from '../../server/calls/fold/leg-state.js';
import { summarize } from '../../server/calls/outcome/summarize.js';
import { seeded, shuffled, type Told, tellStory } from './stories.js';

const RECEIVED = new Date('2026-11-22T12:00:00.000Z');

const USERS = new Set(['Alice', 'Jane', 'Joe']);

function accepted({ door, body }: { door: string; body: Record<string, unknown> }): Accepted {
  const kind = classifyEvent(body);
  return { door, kind: kind === 'unknown' && door === 'answer' ? 'answer' : kind, receivedAt: RECEIVED, body };
}

/** Folds events into calls in the order they are given, as the applier does: a leg counts once something has made it. */
function fold(events: Accepted[]) {
  const states = new Map<string, LegState>();
  const waiting = new Map<string, Fact[]>();
  for (const event of events) {
    const fact = factOf(event);
    if (!fact) continue;
    const known = states.get(fact.leg);
    if (!known && !fact.makesLeg) {
      waiting.set(fact.leg, [...(waiting.get(fact.leg) ?? []), fact]);
      continue;
    }
    const facts = [...(waiting.get(fact.leg) ?? []), fact].map((one) => withUser(one, USERS));
    waiting.delete(fact.leg);
    states.set(fact.leg, facts.reduce(foldLeg, known ?? NO_LEG));
  }
  const placed = [...states].map(([uuid, state]) => placeLeg(uuid, state));
  const groups = createGroups(placed);
  const members = new Map<string, typeof placed>();
  for (const one of placed) {
    const key = groups.callOf(one.leg);
    members.set(key, [...(members.get(key) ?? []), one]);
  }
  const calls = [...members]
    .map(([key, list]) => {
      const legs = list.map((one) => one.leg).sort((left, right) => (left.uuid < right.uuid ? -1 : 1));
      const anchor = groups.anchorOf(legs[0]!);
      const call = viewCall(anchor, legs);
      const others = legs.filter((leg) => leg !== anchor);
      const ending = summarize({ direction: call.direction, anchor, others, work: [], problems: [] });
      return { key, call, legs, ending };
    })
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  return { calls, groups };
}

const ended = ({ body }: Told) => body.status === 'completed';

describe('a call is the same whatever the order of its events', () => {
  it('folds an ordinary call correctly', () => {
    const story = tellStory(1, 1);
    const { calls } = fold(story.events.map(accepted));
    expect(calls).toHaveLength(1);
    expect(calls[0]!.legs.map((leg) => [leg.uuid, leg.status])).toEqual([
      ['leg-1-0-customer', 'completed'],
      ['leg-1-0-expert', 'completed'],
      ['leg-1-0-jane', expect.stringMatching(/timeout|unanswered/)],
      ['leg-1-0-joe', 'completed'],
    ]);
    expect(calls[0]!.call).toMatchObject({
      direction: 'inbound',
      to: '442079460000',
      userName: 'Joe',
      status: 'completed',
      price: '0.00157500',
      reason: null,
      open: false,
    });
  });

  it('folds 2 000 seeded schedules of shuffled, repeated and dropped events alike, each with one outcome, and asking Vonage repairs each lost end', () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const random = seeded(seed * 7919);
      const story = tellStory(seed, 1 + Math.floor(random() * 3));

      // Dropped: some ends for good, and one or two other events.
      const lost = new Set(story.events.filter((event) => (ended(event) ? random() < 0.3 : random() < 0.05)));
      const arrived = story.events.filter((event) => !lost.has(event));
      const doubled = arrived.filter(() => random() < 0.2);
      const asked = [...story.records.values()]
        .filter((record) => [...lost].some((event) => event.body.uuid === record.uuid))
        .map((body) => ({ door: 'reconcile', kind: 'status', receivedAt: RECEIVED, body }));

      const orderly = fold([...arrived.map(accepted), ...asked]).calls;
      const disorderly = fold(shuffled([...arrived, ...doubled].map(accepted).concat(asked), random)).calls;
      expect(disorderly, `seed ${seed}`).toEqual(orderly);
      expect(
        orderly.every(({ call }) => call.endedAt && !call.open),
        `seed ${seed}: all ended`,
      ).toBe(true);
      expect(
        orderly.every(({ ending }) => ending.outcome !== null),
        `seed ${seed}: each has an outcome`,
      ).toBe(true);

      const onlyEndsLost = [...lost].every(ended);
      if (!onlyEndsLost) continue;
      const whole = fold(story.events.map(accepted)).calls;
      const unasked = ({ call, legs }: (typeof whole)[number]) => ({
        call: { ...call, endedBy: null },
        legs: legs.map((leg) => ({ ...leg, reconciled: false, disconnectedBy: null })),
      });
      expect(orderly.map(unasked), `seed ${seed}: as if nothing had been lost`).toEqual(whole.map(unasked));
      expect(new Map(orderly.map(({ call, legs }) => [call.conversationUuid, legs.map((leg) => leg.uuid)]))).toEqual(
        new Map([...story.calls].map(([home, legs]) => [home, [...legs].sort()])),
      );
    }
  });
});

describe('what is told of a leg', () => {
  const CON = 'CON-1';
  const at = (ms: number) => new Date(Date.parse('2021-03-10T10:36:21.285Z') + ms).toISOString();
  const told = (body: Record<string, unknown>, door = 'event') => accepted({ door, body });
  const outcomes = (events: Accepted[]) => {
    const all = permutations(events).map((order) => fold(order).calls);
    for (const one of all) expect(one).toEqual(all[0]);
    return all[0]!.map(({ call }) => call);
  };

  it('creates no call for a leg without an answer webhook or a status', () => {
    for (const body of [
      { type: 'talk', status: 'finished', uuid: 'L', conversation_uuid: CON },
      { type: 'talk', status: 'started', uuid: 'L', conversation_uuid: CON },
      { status: 'redirected', uuid: 'L', conversation_uuid: CON },
      { status: 'COMPLETED', uuid: 'L', conversation_uuid: CON },
      { status: 7, uuid: 'L', conversation_uuid: CON },
      { dtmf: { digits: '1' }, from: 'x', to: 'y', uuid: 'L', conversation_uuid: CON },
      { type: 'transfer', uuid: 'L', conversation_uuid_from: CON, conversation_uuid_to: 'CON-2' },
      { recording_url: 'https://x', uuid: 'L', conversation_uuid: CON, status: 'answered', from_user: 'Jane' },
      { payload: {}, uuid: 'L', conversation_uuid: CON, status: 'answered', conversation_uuid_to: 'CON-2' },
      { reason: 'x', uuid: 'L', conversation_uuid: CON },
      { type: 'payment', status: 'success', uuid: 'L', conversation_uuid: CON },
      { uuid: 'L', conversation_uuid: CON, what: 'ever' },
    ]) {
      expect(fold([told(body), told(body, 'dtmf'), told(body, 'recording')]).calls, JSON.stringify(body)).toEqual([]);
    }
  });

  it('moves no leg to another call because of a key press or a recording', () => {
    const leg = { uuid: 'L', conversation_uuid: CON, from: '447700900001', to: '447700900123', direction: 'inbound' };
    const other = { ...leg, uuid: 'M', conversation_uuid: 'CON-2' };
    const events = [
      told({ ...leg, status: 'started', timestamp: at(0) }),
      told({ ...other, status: 'started', timestamp: at(0) }),
      told({ uuid: 'L', conversation_uuid: 'CON-2', dtmf: { digits: '1' }, timestamp: at(5) }),
      told({ uuid: 'L', conversation_uuid: 'CON-2', recording_url: 'https://x', timestamp: at(5) }),
    ];
    expect(fold(events).calls.map(({ key, legs }) => [key, legs.map((one) => one.uuid)])).toEqual([
      [CON, ['L']],
      ['CON-2', ['M']],
    ]);
    expect(fold(events).groups.callIn('CON-2', at(6))).toBe('CON-2');
  });

  const ALICE = { uuid: 'A', conversation_uuid: CON };
  const asked = told({ ...ALICE, to: '447700900555', from_user: 'Alice' }, 'answer');
  const status = (word: string, ms: number) =>
    told({ ...ALICE, from: null, to: 'Alice', status: word, direction: 'inbound', timestamp: at(ms) });

  it('keeps the number that an agent called, although Vonage names the agent in its place', () => {
    const expected = { direction: 'outbound', from: 'Alice', to: '447700900555', userName: 'Alice' };
    expect(outcomes([asked, status('started', 0), status('answered', 0)])).toMatchObject([expected]);
  });

  it('recognizes an agent’s call when its answer webhook was lost', () => {
    expect(outcomes([status('started', 0), status('answered', 0), status('completed', 900)])).toMatchObject([
      { direction: 'outbound', from: 'Alice', to: null, userName: 'Alice' },
    ]);
    const called = { uuid: 'B', conversation_uuid: CON, from: null, to: '447700900555', direction: 'outbound' };
    expect(outcomes([status('started', 0), told({ ...called, status: 'started', timestamp: at(9) })])).toMatchObject([
      { from: 'Alice', to: '447700900555', userName: 'Alice' },
    ]);
  });

  it('takes no caller for an agent because of a name in place of the number', () => {
    const own = { uuid: 'S', conversation_uuid: CON, to: '447700900123' };
    for (const from of [
      'anonymous',
      'unknown',
      'Unknown',
      'Restricted',
      ' anonymous',
      'Jane',
      ' 447700900001',
      'sip:Jane@x',
    ]) {
      const events = [
        told({ ...own, from, endpoint_type: 'sip' }, 'answer'),
        told({ ...own, from, status: 'started', direction: 'inbound', timestamp: at(0) }),
      ];
      const [call] = outcomes(events);
      expect(call, from).toMatchObject({ direction: 'inbound', to: '447700900123', userName: null });
      expect(call!.from, from).toBe(
        from === 'Jane' || from.startsWith('sip:') ? from : from === ' 447700900001' ? '447700900001' : null,
      );
    }
    const named = { uuid: 'S', conversation_uuid: CON, from: 'anonymous', to: 'Jane', direction: 'inbound' };
    expect(outcomes([told({ ...named, status: 'started', timestamp: at(0) })])).toMatchObject([
      { userName: null, to: 'Jane' },
    ]);
  });

  it('takes the called person for an agent only if the application has such a user or Vonage says so', () => {
    const rung = (to: string) =>
      told({ uuid: to, conversation_uuid: to, from: 'Unknown', to, status: 'ringing', direction: 'outbound' });
    for (const [to, userName] of [
      ['Jane', 'Jane'],
      ['Nobody', null],
      ['447700900555', null],
    ] as const) {
      expect(fold([rung(to)]).calls[0]!.call.userName).toBe(userName);
    }
    const record = { uuid: 'R', status: 'answered', direction: 'inbound', from: { type: 'app', user: 'Zoe' } };
    expect(fold([{ ...told(record, 'reconcile'), kind: 'status' }]).calls[0]!.call).toMatchObject({ userName: 'Zoe' });
    const sip = { ...record, from: { type: 'sip', uri: 'Jane' } };
    expect(fold([{ ...told(sip, 'reconcile'), kind: 'status' }]).calls[0]!.call).toMatchObject({ userName: null });
  });
});

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((first, at) =>
    permutations(items.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
  );
}
