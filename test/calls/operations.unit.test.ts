import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestedKind } from '../../server/calls/operations/steps.js';
import { createWorld, type Mishap } from './operation-world.js';

const MISHAPS: Mishap[] = ['busy', 'failedBefore', 'failedAfter', 'lostBefore', 'lostAfter', 'refused'];
const PEOPLE = ['agent', 'customer', 'target'] as const;
const KINDS: RequestedKind[] = ['hold', 'resume', 'transfer', 'consult', 'complete', 'merge', 'cancel'];
/** What has to happen before an operation makes sense. */
const BEFORE: Record<RequestedKind, RequestedKind[][]> = {
  hold: [[], ['consult', 'cancel'], ['consult', 'merge']],
  resume: [['hold'], [], ['consult', 'cancel', 'hold']],
  transfer: [[], ['hold'], ['consult', 'cancel'], ['consult', 'cancel', 'hold']],
  consult: [[], ['hold'], ['consult', 'cancel'], ['consult', 'cancel', 'hold']],
  complete: [['consult'], ['hold', 'consult']],
  merge: [['consult']],
  cancel: [['consult'], ['hold', 'consult'], ['consult', 'cancel', 'consult']],
};

const story = fc.record({
  kind: fc.constantFrom(...KINDS),
  before: fc.nat(),
  /** What goes wrong with each request, one after the other; afterwards all is well. */
  mishaps: fc.array(fc.constantFrom<Mishap | null>(null, ...MISHAPS), { maxLength: 40 }),
  /** Who hangs up before which request. */
  hangUps: fc.array(fc.record({ at: fc.nat({ max: 30 }), who: fc.constantFrom(...PEOPLE) }), { maxLength: 3 }),
  /** At which requests the deadline has passed. */
  lateFrom: fc.nat({ max: 12 }),
  targetAnswers: fc.boolean(),
  /** Whether Vonage ends an agent's leg when its contact is moved out of a `connect` (Vonage: real-cloud row 4). */
  connectEndsTogether: fc.boolean(),
  /** Whether events are late: what our books say is then behind. */
  booksAreLate: fc.boolean(),
});

describe('an operation under generated failures', () => {
  it('leaves nobody alone with music or silence, whatever fails and whoever hangs up', () => {
    fc.assert(
      fc.property(story, ({ kind, before, ...rest }) => {
        const world = createWorld(rest);
        const earlier = BEFORE[kind][before % BEFORE[kind].length]!;
        for (const one of earlier) world.operateWell(one);
        world.operate(kind);
        world.settle();
        expect(world.problems()).toEqual([]);
      }),
      { seed: 13, numRuns: 6000 },
    );
  });

  it('leaves nobody alone with music or silence, however often the server crashes', () => {
    const crashes = fc.array(fc.constantFrom<Mishap | null>(null, 'crashBefore', 'crashAfter'), { maxLength: 20 });
    fc.assert(
      fc.property(story, crashes, ({ kind, before, ...rest }, mishaps) => {
        const world = createWorld({ ...rest, mishaps });
        for (const one of BEFORE[kind][before % BEFORE[kind].length]!) world.operateWell(one);
        world.operate(kind);
        world.settle();
        expect(world.problems()).toEqual([]);
      }),
      { seed: 13, numRuns: 1500 },
    );
  });

  it('rings at most one person for a consultation, and none is left ringing when it is undone', () => {
    fc.assert(
      fc.property(story, ({ kind: _, before, ...rest }) => {
        const world = createWorld(rest);
        for (const one of BEFORE.consult[before % BEFORE.consult.length]!) world.operateWell(one);
        world.operate('consult');
        expect(world.rungAtOnce()).toBeLessThanOrEqual(1);
      }),
      { seed: 13, numRuns: 500 },
    );
  });

  it('undoes every step when it cannot be finished and no one hangs up', () => {
    fc.assert(
      fc.property(story, ({ kind, before, ...rest }) => {
        const world = createWorld({ ...rest, hangUps: [], connectEndsTogether: false, targetAnswers: true });
        for (const one of BEFORE[kind][before % BEFORE[kind].length]!) world.operateWell(one);
        const was = world.heard();
        const ended = world.operate(kind);
        world.settle();
        if (ended === 'undone') expect(world.heard()).toEqual(was);
        if (rest.mishaps.every((mishap) => mishap === null)) expect(ended).toBe('done');
      }),
      { seed: 13, numRuns: 1500 },
    );
  });
});
