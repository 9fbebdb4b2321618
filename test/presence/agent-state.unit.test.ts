import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AgentLeg,
  CHOICES,
  nextSystem,
  SYSTEM_STATES,
  shownState,
  systemOf,
} from '../../server/presence/agent-state.js';

const instant = fc.integer({ min: 0, max: 86_400_000 }).map((ms) => new Date(Date.UTC(2026, 10, 27) + ms));
const leg: fc.Arbitrary<AgentLeg> = fc.record({
  direction: fc.constantFrom('inbound' as const, 'outbound' as const),
  answeredAt: fc.option(instant.map((at) => at.toISOString())),
});
const presence = fc.record({
  chosen: fc.constantFrom(...CHOICES),
  chosenAt: instant,
  system: fc.constantFrom(...SYSTEM_STATES),
  systemAt: instant,
});
const BUSIER = ['offline', 'ready', 'ringing', 'onACall'];

const rung: AgentLeg = { direction: 'outbound', answeredAt: null };
const answered: AgentLeg = { direction: 'outbound', answeredAt: '2026-11-27T09:00:05.000Z' };
const dialed: AgentLeg = { direction: 'inbound', answeredAt: null };

describe('what the server sees of an agent', () => {
  it.each([
    ['no page and no call', [], false, 'offline'],
    ['a page that can be rung', [], true, 'ready'],
    ['a leg that rings in a page', [rung], true, 'ringing'],
    ['a leg for which Vonage may find no device', [rung], false, 'offline'],
    ['an answered leg', [answered], true, 'onACall'],
    ['an answered leg and no page: a mobile app', [answered], false, 'onACall'],
    ['a second call that rings', [answered, rung], true, 'onACall'],
    ['a call that they place', [dialed], true, 'onACall'],
  ] as const)('by %s', (_, legs, canBeRung, state) => {
    expect(systemOf(legs, canBeRung)).toBe(state);
  });

  it('does not depend on the order of the legs', () => {
    const mixed = fc
      .array(leg)
      .chain((legs) =>
        fc.tuple(fc.constant(legs), fc.shuffledSubarray(legs, { minLength: legs.length, maxLength: legs.length })),
      );
    fc.assert(
      fc.property(mixed, fc.boolean(), ([legs, others], canBeRung) => {
        expect(systemOf(others, canBeRung)).toBe(systemOf(legs, canBeRung));
      }),
    );
  });

  it('is never freer with one call or one page more', () => {
    const rank = (legs: AgentLeg[], canBeRung: boolean) => BUSIER.indexOf(systemOf(legs, canBeRung));
    fc.assert(
      fc.property(fc.array(leg), leg, fc.boolean(), (legs, more, canBeRung) => {
        expect(rank([...legs, more], canBeRung)).toBeGreaterThanOrEqual(rank(legs, canBeRung));
        expect(rank(legs, true)).toBeGreaterThanOrEqual(rank(legs, false));
      }),
    );
  });
});

describe('since when', () => {
  it('a state that lasts keeps its beginning, and another one begins now', () => {
    fc.assert(
      fc.property(presence, fc.constantFrom(...SYSTEM_STATES), instant, (before, system, now) => {
        const after = nextSystem(before, system, now);
        if (system === before.system) expect(after).toBe(before);
        else expect(after).toEqual({ system, systemAt: now });
      }),
    );
  });

  it('what was chosen shows only between calls of an agent who is signed in, and changes nothing that the server sees', () => {
    fc.assert(
      fc.property(presence, (one) => {
        const { state, since } = shownState(one);
        if (one.system === 'ready') {
          expect(state).toBe(one.chosen);
          expect(since.getTime()).toBe(Math.max(one.chosenAt.getTime(), one.systemAt.getTime()));
        } else expect({ state, since }).toEqual({ state: one.system, since: one.systemAt });
      }),
    );
  });
});
