import { expect, test } from 'vitest';
import { type Known, resultOf } from '../../web/console/call/result';
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
const knowing = (known: Partial<Known> = {}): Known => ({ outcome: null, given: null, consultedBy: null, ...known });

test('a live call has no result', () => {
  expect(resultOf({ direction: 'inbound', endReason: null }, knowing())).toBeNull();
});

test('after a transfer the colleague has the call once they have answered: nobody hung up', () => {
  const joe = { to: 'Joe', taken: true };
  expect(resultOf(answered('hungUp'), knowing({ given: joe }))).toEqual(joe);
  const number = { to: '447700900002', taken: true };
  expect(resultOf(placed('hungUp'), knowing({ outcome: outcome('ANSWERED'), given: number }))).toEqual(number);
});

test('a transfer that still rings is no more than on its way, also where the agent has hung up meanwhile', () => {
  for (const call of [answered('hungUp'), answered('me'), placed('hungUp')]) {
    expect(resultOf(call, knowing({ given: { to: 'Joe', taken: false } }))).toEqual({ to: 'Joe', taken: false });
  }
});

test('a contact who was lost in the transfer was not transferred', () => {
  const lost = outcome('LOST_IN_TRANSFER');
  expect(resultOf(answered('hungUp'), knowing({ outcome: lost, given: { to: 'Joe', taken: false } }))).toEqual({
    outcome: lost,
  });
});

test('a transfer that Vonage refused after the agent had hung up is none', () => {
  const given = { to: 'Joe', taken: false };
  expect(resultOf(answered('me'), knowing({ outcome: outcome('ANSWERED'), given }))).toEqual({ reason: 'me' });
});

test('whoever was only consulted reads that the consultation is over, whatever became of the contact', () => {
  for (const reason of ['hungUp', 'callerGone', 'me', 'declined', 'missed'] as const) {
    for (const known of [{}, { outcome: outcome('ANSWERED') }, { outcome: outcome('ABANDONED') }]) {
      expect(resultOf(answered(reason), knowing({ ...known, consultedBy: 'Jane' }))).toEqual({
        consultedBy: 'Jane',
        reason,
      });
    }
  }
});

test.each(['BLOCKED', 'UNREACHABLE', 'BUSY', 'NO_ANSWER', 'FAILED', 'DECLINED'] as const)(
  'a placed call that was %s says so, whatever the line reports',
  (kind) => {
    for (const reason of ['hungUp', 'me', 'failed'] as const) {
      expect(resultOf(placed(reason), knowing({ outcome: outcome(kind) }))).toEqual({ outcome: outcome(kind) });
    }
  },
);

test('a placed call says who hung up only once it is known that they talked', () => {
  expect(resultOf(placed('hungUp'), knowing())).toEqual({ over: true });
  expect(resultOf(placed('hungUp'), knowing({ outcome: outcome('ANSWERED') }))).toEqual({ reason: 'hungUp' });
  expect(resultOf(placed('me'), knowing())).toEqual({ reason: 'me' });
});

test('an incoming call says what happened here', () => {
  for (const reason of ['me', 'declined', 'callerGone', 'hungUp', 'answeredElsewhere', 'soundLost'] as const) {
    expect(resultOf(answered(reason), knowing({ outcome: outcome('MISSED') }))).toEqual({ reason });
  }
});
