import { expect, test } from 'vitest';
import { judge, readFigures, type SoundFigures } from '../../web/voice/quality';

const figures = (change: Partial<SoundFigures>): SoundFigures => ({
  received: 0,
  lost: 0,
  jitter: 0.002,
  roundTrip: 0.02,
  ...change,
});
const start = figures({});

test('is green while packets arrive in time', () => {
  expect(judge(start, figures({ received: 100 }))).toBe('good');
  expect(judge(start, figures({ received: 100, roundTrip: null }))).toBe('good');
});

test('depends on the worst of lost, late and slow packets', () => {
  expect(judge(start, figures({ received: 97, lost: 3 }))).toBe('fair');
  expect(judge(start, figures({ received: 90, lost: 10 }))).toBe('poor');
  expect(judge(start, figures({ received: 100, jitter: 0.05 }))).toBe('fair');
  expect(judge(start, figures({ received: 100, jitter: 0.2 }))).toBe('poor');
  expect(judge(start, figures({ received: 100, roundTrip: 0.4 }))).toBe('fair');
  expect(judge(start, figures({ received: 100, roundTrip: 1, jitter: 0.05 }))).toBe('poor');
});

test('counts only losses since the last check, and no packets as poor', () => {
  expect(judge(figures({ received: 100, lost: 50 }), figures({ received: 200, lost: 50 }))).toBe('good');
  expect(judge(figures({ received: 100 }), figures({ received: 100 }))).toBe('poor');
});

test("reads the figures from a browser's report", () => {
  const reports = [
    { type: 'codec' },
    { type: 'inbound-rtp', packetsReceived: 50, packetsLost: 2, jitter: 0.01 },
    { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
    { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.03 },
  ];
  expect(readFigures(reports)).toEqual({ received: 50, lost: 2, jitter: 0.01, roundTrip: 0.03 });
  expect(readFigures([])).toEqual({ received: 0, lost: 0, jitter: 0, roundTrip: null });
});
