import { describe, expect, it } from 'vitest';
import { createGroups, placeLeg } from '../../server/calls/call-groups.js';
import { foldLeg, type LegState, NO_LEG } from '../../server/calls/call-state.js';
import { viewCall } from '../../server/calls/call-view.js';
import { classifyEvent } from '../../server/calls/classify-event.js';
import { type Accepted, factOf } from '../../server/calls/facts.js';
import { seeded, shuffled, type Told, tellStory } from './stories.js';

const RECEIVED = new Date('2026-11-22T12:00:00.000Z');

function accepted({ door, body }: { door: string; body: Record<string, unknown> }): Accepted {
  return { door, kind: classifyEvent(body), receivedAt: RECEIVED, body };
}

/** Folds events into calls in the order they are given, as the applier does. */
function fold(events: Accepted[]) {
  const states = new Map<string, LegState>();
  for (const event of events) {
    const fact = factOf(event);
    if (fact) states.set(fact.leg, foldLeg(states.get(fact.leg) ?? NO_LEG, fact));
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
      return { key, call: viewCall(groups.anchorOf(legs[0]!), legs), legs };
    })
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  return { calls, groups };
}

const ended = ({ body }: Told) => body.status === 'completed';

describe('a call is the same whatever the order of its events', () => {
  it('tells the ordinary story right', () => {
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

  it('holds for 2 000 seeded schedules, shuffled, doubled and dropped, and asking heals each lost end', () => {
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
