import { expect, test } from 'vitest';
import { resultOf } from '../../web/console/call/result';
import type { DeskOutcomeFragment } from '../../web/generated/graphql';
import type { EndReason } from '../../web/voice/line-state';

const outcome = (kind: DeskOutcomeFragment['kind']): DeskOutcomeFragment => ({
  kind,
  reason: null,
  userName: null,
  detail: null,
});
const placed = (endReason: EndReason) => ({ direction: 'outbound' as const, endReason });
const answered = (endReason: EndReason) => ({ direction: 'inbound' as const, endReason });

test('a live call has no result', () => {
  expect(resultOf({ direction: 'inbound', endReason: null }, null, null)).toBeNull();
});

test('after a transfer the colleague has the call: nobody hung up', () => {
  expect(resultOf(answered('hungUp'), null, 'Joe')).toEqual({ to: 'Joe' });
  expect(resultOf(placed('hungUp'), outcome('ANSWERED'), '447700900002')).toEqual({ to: '447700900002' });
});

test.each(['BLOCKED', 'UNREACHABLE', 'BUSY', 'NO_ANSWER', 'FAILED', 'DECLINED'] as const)(
  'a placed call that was %s says so, whatever the line reports',
  (kind) => {
    for (const reason of ['hungUp', 'me', 'failed'] as const) {
      expect(resultOf(placed(reason), outcome(kind), null)).toEqual({ outcome: outcome(kind) });
    }
  },
);

test('a placed call says who hung up only once it is known that they talked', () => {
  expect(resultOf(placed('hungUp'), null, null)).toEqual({ over: true });
  expect(resultOf(placed('hungUp'), outcome('ANSWERED'), null)).toEqual({ reason: 'hungUp' });
  expect(resultOf(placed('me'), null, null)).toEqual({ reason: 'me' });
});

test('an incoming call says what happened here', () => {
  for (const reason of ['me', 'declined', 'callerGone', 'hungUp', 'answeredElsewhere', 'soundLost'] as const) {
    expect(resultOf(answered(reason), outcome('MISSED'), null)).toEqual({ reason });
  }
});
