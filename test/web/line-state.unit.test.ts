import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  type EndReason,
  isLive,
  type LineEvent,
  type LineFacts,
  SIGNED_OUT,
  statusOf,
  withEvent,
} from '../../web/voice/line-state';

const AT = '2026-01-01T00:00:00.000Z';
const told = (...news: LineEvent[]): LineFacts => news.reduce(withEvent, SIGNED_OUT);
const signedIn: LineEvent = { type: 'signedIn' };
const invited = (id: string): LineEvent => ({ type: 'invited', id, other: '447700900001', at: AT });
const answering: LineEvent = { type: 'answering', at: AT };
const connected = (id: string): LineEvent => ({ type: 'connected', id, at: AT });
const over = (id: string | null, reason: EndReason = 'hungUp'): LineEvent => ({ type: 'over', id, reason, at: AT });
const dialling: LineEvent = { type: 'dialling', other: '447700900002', at: AT };

describe('a call', () => {
  it('rings, is answered, and ends with its reason', () => {
    const states: LineEvent[] = [signedIn, invited('a'), answering, connected('a'), over('a'), { type: 'cleared' }];
    let facts = SIGNED_OUT;
    const statuses = states.map((news) => {
      facts = withEvent(facts, news);
      return statusOf(facts);
    });
    expect(statuses).toEqual(['ready', 'ringing', 'connecting', 'talking', 'ended', 'ready']);
  });

  it('is on hold only while somebody talks', () => {
    expect(statusOf(told(signedIn, invited('a'), answering, connected('a')), true)).toBe('held');
    for (const events of [[], [invited('a')], [invited('a'), answering]]) {
      expect(statusOf(told(signedIn, ...events), true)).toBe(statusOf(told(signedIn, ...events)));
    }
  });

  it('is placed, rings there, is answered there', () => {
    const placed = told(signedIn, dialling, { type: 'placed', id: 'b' }, { type: 'farRings', id: 'b' });
    expect(statusOf(placed)).toBe('connecting');
    expect(placed.call).toMatchObject({ id: 'b', farRings: true, direction: 'outbound' });
    expect(statusOf(withEvent(placed, connected('b')))).toBe('talking');
  });

  it('continues while the connection to Vonage is lost; without a call the line reconnects', () => {
    const lost: LineEvent = { type: 'connectionLost' };
    expect(statusOf(told(signedIn, invited('a'), answering, connected('a'), lost))).toBe('talking');
    expect(statusOf(told(signedIn, lost))).toBe('reconnecting');
    expect(statusOf(told(signedIn, lost, { type: 'connectionBack' }))).toBe('ready');
  });

  it('that this agent has not ended is remembered, until they answer or place another one', () => {
    const talked = [signedIn, invited('a'), answering, connected('a')];
    expect(told(...talked, over('a', 'soundLost')).lost).toBe('a');
    expect(told(...talked, invited('b'), over('a', 'soundLost'))).toMatchObject({ lost: 'a', call: { id: 'b' } });
    expect(told(...talked, over('a', 'me')).lost).toBeNull();
    expect(told(signedIn, invited('a'), over('a', 'callerGone')).lost).toBeNull();
    const again = told(...talked, over('a', 'soundLost'), invited('b'));
    expect(again.lost).toBe('a');
    expect(withEvent(again, answering).lost).toBeNull();
    expect(told(...talked, over('a', 'soundLost'), dialling).lost).toBeNull();
  });

  it('that still rings is ended by a caller who is gone, however the SDK says it', () => {
    for (const reason of ['callerGone', 'hungUp'] as const) {
      expect(told(signedIn, invited('a'), over('a', reason)).call?.endReason).toBe('callerGone');
    }
    expect(told(signedIn, invited('a'), answering, connected('a'), over('a', 'hungUp')).call?.endReason).toBe('hungUp');
  });

  it('is restored after a reload, first without sound', () => {
    const { call } = told(signedIn, invited('a'), answering, connected('a'), { type: 'muted', id: 'a', on: true });
    const resumed = told({ type: 'resumed', call: call! }, signedIn);
    expect(statusOf(resumed)).toBe('reconnecting');
    expect(withEvent(resumed, { type: 'soundBack', id: 'a' }).call).toMatchObject({ muted: true, phase: 'talking' });
  });

  it('that was hung up before it had an id stays ended when the id arrives', () => {
    const facts = told(signedIn, dialling, over(null, 'me'), { type: 'placed', id: 'b' }, connected('b'));
    expect(statusOf(facts)).toBe('ended');
    expect(facts.call).toMatchObject({ id: null, endReason: 'me' });
  });

  it('keeps another call waiting, which rings when it ends', () => {
    const facts = told(signedIn, invited('a'), answering, connected('a'), invited('b'), invited('c'), over('b'));
    expect(facts.waiting.map(({ id }) => id)).toEqual(['c']);
    const next = withEvent(facts, over('a'));
    expect([statusOf(next), next.call?.id, next.waiting]).toEqual(['ringing', 'c', []]);
  });
});

const ids = fc.constantFrom('a', 'b', 'c');
const reasons = fc.constantFrom<EndReason>('me', 'hungUp', 'callerGone', 'soundLost');
const news: fc.Arbitrary<LineEvent> = fc.oneof(
  fc.constantFrom<LineEvent>(
    signedIn,
    answering,
    dialling,
    { type: 'connectionLost' },
    { type: 'connectionBack' },
    { type: 'cleared' },
  ),
  fc.constantFrom<LineEvent>({ type: 'signedOut', reason: 'refused' }, { type: 'signedOut', reason: 'unreachable' }),
  ids.map(invited),
  ids.map(connected),
  ids.map((id): LineEvent => ({ type: 'placed', id })),
  ids.map((id): LineEvent => ({ type: 'farRings', id })),
  fc.record({ type: fc.constant('muted' as const), id: ids, on: fc.boolean() }),
  ids.map((id): LineEvent => ({ type: 'soundLost', id })),
  ids.map((id): LineEvent => ({ type: 'soundBack', id })),
  fc.record({ type: fc.constant('over' as const), id: fc.option(ids), reason: reasons, at: fc.constant(AT) }),
);
const stories = fc.array(news, { maxLength: 40 });
const property = (check: (facts: LineFacts, next: LineEvent) => void) =>
  fc.assert(
    fc.property(stories, news, (story, next) => check(told(...story), next)),
    { numRuns: 2000 },
  );

describe('any events in any order', () => {
  test('only an ended call has a reason', () => {
    property(({ call }) => {
      expect(call?.phase === 'ended').toBe(Boolean(call?.endReason));
    });
  });

  test('a call has one role only, and waits only for a live one', () => {
    property(({ call, waiting }) => {
      const all = [call, ...waiting].flatMap((one) => one?.id ?? []);
      expect(new Set(all).size).toBe(all.length);
      if (waiting.length > 0) expect(isLive(call)).toBe(true);
    });
  });

  test('events of another call do not change the current one', () => {
    property((facts, next) => {
      const { call } = facts;
      if (!('id' in next) || !isLive(call) || call.id === next.id || call.id === null) return;
      expect(withEvent(facts, next).call).toEqual(call);
    });
  });

  test('repeated events have no effect', () => {
    property((facts, next) => {
      if (next.type === 'over' || next.type === 'placed') return;
      const once = withEvent(facts, next);
      expect(withEvent(once, next)).toEqual(once);
    });
  });

  test('an ended call stays ended until it is invited again', () => {
    property((facts, next) => {
      const id = facts.call?.phase === 'ended' ? facts.call.id : undefined;
      if (!id || next.type === 'invited' || next.type === 'placed') return;
      const { call } = withEvent(facts, next);
      expect(isLive(call) && call.id === id).toBe(false);
    });
  });

  test('signed out is shown only without a live call', () => {
    property((facts) => {
      if (isLive(facts.call)) expect(statusOf(facts)).not.toMatch(/signedOut|ready|ended/);
    });
  });
});
