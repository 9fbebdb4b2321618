import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LegView } from '../../server/calls/fold/leg-state.js';
import { type CallStory, outcomeOf } from '../../server/calls/outcome/outcome.js';
import { OUTCOME_KINDS } from '../../server/calls/outcome/outcome-kinds.js';
import type { Work } from '../../server/calls/outcome/outcome-of-talk.js';
import { summarize } from '../../server/calls/outcome/summarize.js';
import { mayDial } from '../../server/dialling/may-dial.js';
import { refusalNcco } from '../../server/dialling/refusal-words.js';
import { LEG_STATUSES } from '../../server/vonage/webhook-bodies.js';

const START = Date.parse('2026-11-27T09:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

const leg = (uuid: string, more: Partial<LegView> = {}): LegView => ({
  uuid,
  home: 'CON-1',
  direction: 'outbound',
  from: '447700900001',
  to: null,
  userName: null,
  status: 'completed',
  startedAt: at(1),
  ringingAt: null,
  answeredAt: null,
  endedAt: at(60),
  duration: null,
  price: null,
  detail: null,
  disconnectedBy: 'platform',
  answer: null,
  operation: null,
  signedOut: false,
  live: false,
  closed: true,
  reconciled: false,
  ...more,
});
const NCCO = [
  { action: 'talk' as const, text: 'Hello' },
  { action: 'connect' as const, endpoint: [] },
];
const caller = (more: Partial<LegView> = {}) =>
  leg('caller', {
    direction: 'inbound',
    startedAt: at(0),
    answeredAt: at(0),
    disconnectedBy: 'user',
    answer: { ncco: NCCO },
    ...more,
  });
const rung = (userName: string, status: LegView['status'], more: Partial<LegView> = {}) =>
  leg(userName, { userName, to: userName, status, ...more });
const talked = (userName: string, seconds = 9, more: Partial<LegView> = {}) =>
  rung(userName, 'completed', { answeredAt: at(seconds), startedAt: at(seconds - 5), ...more });
const phone = (status: LegView['status'], detail: string | null = null) =>
  leg('phone', { to: '447700900002', status, detail });

const inbound = (others: LegView[], more: Partial<CallStory> = {}): CallStory => ({
  direction: 'inbound',
  anchor: caller(),
  others,
  work: [],
  problems: [],
  ...more,
});
const outbound = (others: LegView[], more: Partial<CallStory> = {}): CallStory => ({
  ...inbound(others),
  direction: 'outbound',
  anchor: caller({ userName: 'Jane', from: 'Jane' }),
  ...more,
});

const work = (id: string, kind: Work['kind'], more: Partial<Work> = {}): Work => ({
  ...{ id, kind, done: true, targetLeg: null, userName: null, number: null, apologized: false, handedOver: false },
  ...more,
});
const ofTransfer = (status: LegView['status'], more: Partial<LegView> = {}) =>
  rung('Joe', status, { startedAt: at(30), operation: 'transfer', ...more });
const toJoe = work('transfer', 'transfer', { userName: 'Joe' });
const japan = refusalNcco(mayDial('81312345678', ['GB'])!);

const shown = (story: CallStory) => {
  const { kind, reason, userName, detail } = outcomeOf(story)!;
  return [kind, reason, userName ?? detail].filter((part) => part !== null).join(' ');
};

describe('how a call ended', () => {
  it.each<[string, CallStory, string]>([
    ['an agent answers', inbound([talked('Jane')]), 'ANSWERED'],
    ['the second agent answers', inbound([rung('Jane', 'timeout'), talked('Joe')]), 'ANSWERED'],
    ['nobody answers', inbound([rung('Jane', 'timeout')]), 'MISSED NOBODY_ANSWERED'],
    ['nobody is signed in', inbound([rung('Jane', 'timeout', { signedOut: true })]), 'MISSED NOBODY_SIGNED_IN'],
    [
      'Vonage reaches no app of an agent',
      inbound([rung('Jane', 'unanswered', { detail: 'unavailable' })]),
      'MISSED NOBODY_SIGNED_IN',
    ],
    ['everyone talks', inbound([rung('Jane', 'busy'), rung('Joe', 'busy')]), 'MISSED ALL_BUSY'],
    [
      'one talks and one does not answer',
      inbound([rung('Jane', 'busy'), rung('Joe', 'timeout')]),
      'MISSED NOBODY_ANSWERED',
    ],
    ['the caller hangs up while it rings', inbound([rung('Jane', 'cancelled')]), 'ABANDONED'],
    [
      'the caller hangs up while nobody is signed in',
      inbound([rung('Jane', 'cancelled', { signedOut: true })]),
      'ABANDONED NOBODY_SIGNED_IN',
    ],
    ['the agent declines', inbound([rung('Jane', 'rejected', { detail: 'declined' })]), 'DECLINED Jane'],
    [
      'the agent does not exist',
      inbound([rung('Jane', 'failed', { detail: 'cannot_route' })]),
      'FAILED USER_NOT_FOUND Jane',
    ],
    ['the caller hangs up before anyone is rung', inbound([]), 'ABANDONED'],
    [
      'the caller hangs up in a menu',
      inbound([], { anchor: caller({ answer: { ncco: [{ action: 'input', type: ['dtmf'] }] } }) }),
      'ABANDONED IN_MENU',
    ],
    [
      'the call flow only speaks',
      inbound([], { anchor: caller({ answer: { ncco: [NCCO[0]!] } }) }),
      'ANSWERED CALL_FLOW',
    ],
    [
      'the call flow ends before it rings anyone',
      inbound([], { anchor: caller({ disconnectedBy: 'platform' }) }),
      'FAILED NOBODY_RUNG',
    ],
    [
      'Vonage places no call because there are too many',
      inbound([], { problems: ['Too many calls: the rate limit was exceeded.'] }),
      'FAILED TOO_MANY_CALLS Too many calls: the rate limit was exceeded.',
    ],
  ])('inbound: %s', (_, story, expected) => expect(shown(story)).toBe(expected));

  it.each<[string, CallStory, string]>([
    ['answered', outbound([leg('phone', { answeredAt: at(5) })]), 'ANSWERED'],
    ['no answer', outbound([phone('timeout')]), 'NO_ANSWER 447700900002'],
    ['no answer, as a network says it', outbound([phone('unanswered', 'timeout')]), 'NO_ANSWER 447700900002'],
    ['busy', outbound([phone('busy')]), 'BUSY 447700900002'],
    ['declined', outbound([phone('rejected', 'declined')]), 'DECLINED 447700900002'],
    ['canceled', outbound([phone('cancelled')]), 'CANCELED 447700900002'],
    [
      'a number that no network has',
      outbound([phone('failed', 'cannot_route')]),
      'UNREACHABLE NUMBER_NOT_FOUND 447700900002',
    ],
    ['an invalid number', outbound([phone('rejected', 'invalid_number')]), 'UNREACHABLE NUMBER_NOT_FOUND 447700900002'],
    ['a phone that is off', outbound([phone('unanswered', 'unavailable')]), 'UNREACHABLE SWITCHED_OFF 447700900002'],
    ['an error at Vonage', outbound([phone('failed', 'internal_error')]), 'FAILED VONAGE_ERROR 447700900002'],
    ['hung up before it rang', outbound([]), 'CANCELED'],
    [
      'blocked by a rule',
      outbound([], {
        anchor: caller({
          userName: 'Jane',
          answer: { ncco: japan, refusal: { rule: 'country', country: 'JP', limit: null } },
        }),
      }),
      'BLOCKED COUNTRY_NOT_ALLOWED JP',
    ],
    [
      'blocked before the rule was kept',
      outbound([], { anchor: caller({ userName: 'Jane', answer: { ncco: japan } }) }),
      'BLOCKED COUNTRY_NOT_ALLOWED JP',
    ],
    [
      'blocked by a limit',
      outbound([], {
        anchor: caller({ answer: { ncco: refusalNcco({ rule: 'hourly', country: 'GB', limit: 60 }) } }),
      }),
      'BLOCKED HOURLY_LIMIT 60',
    ],
  ])('outbound: %s', (_, story, expected) => expect(shown(story)).toBe(expected));

  it.each<[string, LegView[], Work[], string]>([
    ['taken', [talked('Jane'), ofTransfer('completed', { answeredAt: at(33) })], [toJoe], 'TRANSFERRED Joe'],
    [
      'taken by a number',
      [talked('Jane'), leg('phone', { to: '447700900002', answeredAt: at(40), operation: 'transfer' })],
      [work('transfer', 'transfer', { number: '447700900002' })],
      'TRANSFERRED 447700900002',
    ],
    ['not answered', [talked('Jane'), ofTransfer('timeout')], [toJoe], 'LOST_IN_TRANSFER NOBODY_ANSWERED Joe'],
    [
      'declined',
      [talked('Jane'), ofTransfer('rejected', { detail: 'declined' })],
      [toJoe],
      'LOST_IN_TRANSFER DECLINED Joe',
    ],
    ['left by the caller', [talked('Jane'), ofTransfer('cancelled')], [toJoe], 'LOST_IN_TRANSFER CALLER_HUNG_UP Joe'],
    ['left before it rang', [talked('Jane')], [toJoe], 'LOST_IN_TRANSFER CALLER_HUNG_UP Joe'],
    [
      'come back and taken',
      [talked('Jane'), ofTransfer('timeout'), talked('Jane', 60, { uuid: 'again', operation: 'back' })],
      [toJoe, work('back', 'comeBack', { userName: 'Jane' })],
      'ANSWERED',
    ],
    [
      'come back to nobody',
      [talked('Jane'), ofTransfer('timeout'), rung('Jane', 'timeout', { uuid: 'again', operation: 'back' })],
      [toJoe, work('back', 'comeBack', { done: false }), work('sorry', 'settle', { apologized: true })],
      'LOST_IN_TRANSFER NOBODY_ANSWERED Joe',
    ],
    ['not done', [talked('Jane')], [{ ...toJoe, done: false }], 'ANSWERED'],
    [
      'completed after a consultation',
      [talked('Jane'), talked('Joe', 20)],
      [
        work('consult', 'consult', { targetLeg: 'Joe', userName: 'Joe' }),
        work('complete', 'complete', { targetLeg: 'Joe' }),
      ],
      'TRANSFERRED Joe',
    ],
    [
      'only consulted about',
      [talked('Jane'), talked('Joe', 20)],
      [
        work('consult', 'consult', { targetLeg: 'Joe', userName: 'Joe' }),
        work('cancel', 'cancel', { targetLeg: 'Joe' }),
      ],
      'ANSWERED',
    ],
    [
      'left while the colleague rings',
      [talked('Jane'), rung('Joe', 'cancelled')],
      [
        work('consult', 'consult', { targetLeg: 'Joe', userName: 'Joe' }),
        work('sorry', 'settle', { apologized: true }),
      ],
      'LOST_IN_TRANSFER NOBODY_ANSWERED Joe',
    ],
    [
      'ended because the agent is gone',
      [talked('Jane')],
      [work('again', 'ringAgain', { done: false }), work('sorry', 'settle', { apologized: true })],
      'ANSWERED CONNECTION_LOST',
    ],
  ])('a talk that is %s', (_, others, done, expected) => {
    expect(shown(inbound(others, { work: done }))).toBe(expected);
  });

  it('names who talked with the contact, in order, and not who was only consulted', () => {
    const both = [talked('Joe', 20), talked('Jane', 9)];
    const consult = work('consult', 'consult', { targetLeg: 'Joe', userName: 'Joe' });
    expect(summarize(inbound(both, { work: [consult] })).agents).toEqual(['Jane']);
    const complete = work('complete', 'complete', { targetLeg: 'Joe' });
    expect(summarize(inbound(both, { work: [consult, complete] })).agents).toEqual(['Jane', 'Joe']);
    const placed = outbound([leg('phone', { answeredAt: at(5) }), talked('Joe', 40)]);
    expect(summarize(placed).agents).toEqual(['Jane', 'Joe']);
    expect(summarize(inbound([rung('Jane', 'timeout')])).agents).toEqual([]);
  });

  it('counts how long the contact waited: to the answer, or else to the end', () => {
    expect(summarize(inbound([talked('Jane', 9)])).wait).toBe(9);
    expect(summarize(inbound([rung('Jane', 'timeout')])).wait).toBe(60);
    expect(summarize(inbound([], { anchor: caller({ answer: { ncco: [NCCO[0]!] } }) })).wait).toBe(0);
    const live = { live: true, endedAt: null };
    expect(summarize(inbound([rung('Jane', 'ringing', live)], { anchor: caller(live) })).wait).toBeNull();
    expect(summarize(inbound([talked('Jane', 9, live)], { anchor: caller(live) })).wait).toBe(9);
  });
});

describe('every call', () => {
  const time = fc.integer({ min: 0, max: 100 }).map(at);
  const anyLeg = fc.record({
    direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    userName: fc.constantFrom(null, 'Jane', 'Joe'),
    to: fc.constantFrom(null, '447700900002'),
    status: fc.constantFrom(...LEG_STATUSES),
    detail: fc.constantFrom(null, 'unavailable', 'timeout', 'declined', 'restricted', 'cannot_route', 'parked'),
    startedAt: time,
    answeredAt: fc.option(time),
    endedAt: fc.option(time),
    disconnectedBy: fc.constantFrom(null, 'user' as const, 'platform' as const),
    operation: fc.constantFrom(null, 'a', 'b'),
    signedOut: fc.boolean(),
    live: fc.boolean(),
  });
  const anyWork = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    kind: fc.constantFrom<Work['kind'][]>(
      'transfer',
      'consult',
      'complete',
      'merge',
      'cancel',
      'settle',
      'comeBack',
      'hold',
    ),
    done: fc.boolean(),
    targetLeg: fc.constantFrom(null, '1', '2'),
    userName: fc.constantFrom(null, 'Joe'),
    number: fc.constantFrom(null, '447700900002'),
    apologized: fc.boolean(),
    handedOver: fc.boolean(),
  });
  const anyStory = fc
    .record({
      direction: fc.constantFrom('inbound' as const, 'outbound' as const),
      anchor: anyLeg,
      others: fc.array(anyLeg, { maxLength: 4 }),
      work: fc.array(anyWork, { maxLength: 5 }),
      problems: fc.array(fc.constantFrom('Too many calls', 'NCCO', '?'), { maxLength: 1 }),
    })
    .map(
      ({ anchor, others, ...rest }): CallStory => ({
        ...rest,
        anchor: leg('0', anchor),
        others: others.map((one, index) => leg(String(index + 1), one)),
      }),
    );

  it('has exactly one outcome once it is over, and none before', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const outcome = outcomeOf(story);
        const live = [story.anchor, ...story.others].some((one) => one.live);
        if (live) expect(outcome).toBeNull();
        else expect(OUTCOME_KINDS).toContain(outcome?.kind);
      }),
      { seed: 15, numRuns: 3000 },
    );
  });

  it('has the same summary in whatever order its legs are known', () => {
    fc.assert(
      fc.property(
        anyStory.chain((story) =>
          fc
            .shuffledSubarray(story.others, { minLength: story.others.length })
            .map((others) => [story, { ...story, others }] as const),
        ),
        ([one, other]) => {
          expect(summarize(other)).toEqual(summarize(one));
        },
      ),
      { seed: 15, numRuns: 3000 },
    );
  });
});
