import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, layOut } from '../../web/calls/page/timeline.js';

const BEGAN = Date.parse('2026-11-22T12:00:00.000Z');
const at = (seconds: number) => new Date(BEGAN + seconds * 1000).toISOString();

const event = (id: string, seconds: number, more: object = {}) => ({
  id,
  callId: 'call',
  receivedAt: at(seconds),
  timestamp: at(seconds),
  kind: 'status',
  status: 'started',
  legUuid: 'a',
  door: 'event',
  body: {},
  ...more,
});
const leg = (uuid: string, direction: string, [started, ringing, answered, ended]: (number | null)[]) => {
  const when = (seconds: number | null | undefined) => (typeof seconds === 'number' ? at(seconds) : null);
  return {
    ...{ uuid, direction, userName: uuid === 'b' ? 'Jane' : null, from: '447700900001', to: '447700900002' },
    ...{ startedAt: when(started), ringingAt: when(ringing), answeredAt: when(answered), endedAt: when(ended) },
  };
};
const call = (legs: object[], events: object[], more: object = {}) =>
  ({ startedAt: at(0), endedAt: at(60), live: false, legs, events, ...more }) as unknown as Call;

const ncco = [{ action: 'talk' }, { action: 'connect' }];

describe('the timeline of a call', () => {
  const story = call(
    [leg('a', 'INBOUND', [0, null, 1, 60]), leg('b', 'OUTBOUND', [5, 6, 20, 60])],
    [
      event('answer', 0, { door: 'answer', kind: 'answer', timestamp: null, body: { answered: { ncco } } }),
      event('late', 6, { legUuid: 'b', receivedAt: at(31) }),
      event('twin', 6.001, { legUuid: 'b' }),
      event('end', 60),
    ],
  );
  const { lanes, marks, from, to, ticks } = layOut(story, 0);

  it('has a lane for the call flow and one for each leg, with their states', () => {
    expect(lanes.map(({ key }) => key)).toEqual(['', 'a', 'b']);
    const blocks = (key: string) =>
      lanes
        .find((lane) => lane.key === key)!
        .blocks.map(({ kind, from, to }) => [kind, (from - BEGAN) / 1000, (to - BEGAN) / 1000]);
    expect(blocks('b')).toEqual([
      ['setup', 5, 6],
      ['ringing', 6, 20],
      ['talking', 20, 60],
    ]);
    expect(lanes[0]!.blocks.map(({ actions }) => actions)).toEqual([['talk'], ['connect']]);
    expect(blocks('')).toEqual([
      ['flow', 0, 5],
      ['flow', 5, 60],
    ]);
  });

  it('shows late events at the time they happened, with the gap', () => {
    const late = marks.find((mark) => mark.event.id === 'late')!;
    expect([late.late, late.received - late.at]).toEqual([true, 25_000]);
    expect(marks.map((mark) => mark.event.id)).toEqual(['answer', 'late', 'twin', 'end']);
    expect(marks.map((mark) => mark.after)).toEqual([null, 6000, 1, 53_999]);
  });

  it('draws marks beside each other that happened at nearly the same time', () => {
    const [late, twin] = lanes[2]!.marks;
    expect([late!.shownAt, twin!.shownAt]).toEqual([late!.at, late!.at + 1200]);
  });

  it('keeps every mark apart and on the axis, however many happen at once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 80 }), (seconds) => {
        const events = seconds.map((second, index) => event(String(index), second));
        const { from, to, lanes } = layOut(call([leg('a', 'INBOUND', [0, null, 1, 60])], events), 0);
        const shown = lanes.flatMap((lane) => lane.marks).map((mark) => mark.shownAt);
        const near = (to - from) * Math.min(0.02, 1 / Math.max(1, shown.length - 1));
        expect(Math.min(...shown)).toBeGreaterThanOrEqual(from - 0.001);
        expect(Math.max(...shown)).toBeLessThanOrEqual(to + 0.001);
        for (const [index, one] of shown.entries()) {
          if (index > 0) expect(one - shown[index - 1]!).toBeGreaterThanOrEqual(near - 0.001);
        }
      }),
      { seed: 15, numRuns: 300 },
    );
  });

  it('spans everything with few round ticks', () => {
    expect([from, to]).toEqual([BEGAN, BEGAN + 60_000]);
    expect(ticks).toEqual([0, 10, 20, 30, 40, 50, 60]);
  });

  it('ends now while the call is live, and never has zero length', () => {
    const live = call([leg('a', 'INBOUND', [0, null, 1, null])], [event('x', 0)], { live: true, endedAt: null });
    expect(layOut(live, BEGAN + 90_000).to).toBe(BEGAN + 90_000);
    const empty = layOut(call([], [], { endedAt: at(0) }), 0);
    expect(empty.to - empty.from).toBe(1000);
  });
});
