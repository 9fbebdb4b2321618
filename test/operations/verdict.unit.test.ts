import { describe, expect, it } from 'vitest';
import type { LegNow } from '../../server/simulator/api/legs.js';
import { type Told, whatIsWrong } from './verdict.js';

const leg = (name: string, more: Partial<LegNow> = {}): LegNow => ({
  leg: name,
  application_id: 'application',
  ...(name === 'contact' ? { number: name } : { user: name }),
  direction: 'inbound',
  status: 'answered',
  conversation: 'CON-1',
  joined: true,
  muted: false,
  earmuffed: false,
  hears: [],
  playing: null,
  ...more,
});
const together = (...names: string[]) => names.map((name) => leg(name, { hears: names.filter((one) => one !== name) }));

const told = (names: string[], more: Partial<Told['calls'][number]> = {}): Told => {
  const { heldSince = null } = more;
  const legs = names.map((uuid) => ({
    uuid,
    userName: null,
    answeredAt: '2026-01-01T00:00:00Z',
    endedAt: null,
    heldSince: uuid === 'contact' ? heldSince : null,
  }));
  return { calls: [{ id: 'call', heldSince, consult: null, legs, ...more }] };
};
const SINCE = '2026-01-01T00:00:00Z';
const CONSULT = { status: 'TALKING', targetLeg: 'Joe', customerWaits: true };
const silent = { muted: true, earmuffed: true };

describe('the judgement of an operation by who hears whom', () => {
  it('finds nothing wrong in a talk, a hold, a consultation, and when all is over', () => {
    expect(whatIsWrong([], { calls: [] })).toEqual([]);
    expect(whatIsWrong(together('contact', 'Jane'), told(['contact', 'Jane']))).toEqual([]);
    const held = [leg('contact', { playing: '/hold.wav' }), leg('Jane', silent)];
    expect(whatIsWrong(held, told(['contact', 'Jane'], { heldSince: SINCE }))).toEqual([]);
    const consulting = [leg('contact', { playing: '/hold.wav' }), ...together('Jane', 'Joe')];
    expect(whatIsWrong(consulting, told(['contact', 'Jane', 'Joe'], { consult: CONSULT, heldSince: SINCE }))).toEqual(
      [],
    );
  });

  it.each<[string, LegNow[], Told]>([
    ['contact is alone', [leg('contact')], told(['contact'])],
    [
      'contact hears music, and the API says nothing of a hold',
      [leg('contact', { playing: 'x' }), leg('Jane', silent)],
      told(['contact', 'Jane']),
    ],
    [
      'contact is on hold without music',
      [leg('contact'), leg('Jane', silent)],
      told(['contact', 'Jane'], { heldSince: SINCE }),
    ],
    [
      'Jane is not silent on hold',
      [leg('contact', { playing: 'x' }), leg('Jane')],
      told(['contact', 'Jane'], { heldSince: SINCE }),
    ],
    ['Jane is muted', [leg('contact'), leg('Jane', { muted: true })], told(['contact', 'Jane'])],
    [
      'contact waits in silence during the consultation',
      [leg('contact'), ...together('Jane', 'Joe')],
      told(['contact', 'Jane', 'Joe'], { consult: CONSULT }),
    ],
    [
      'Jane is alone in the consultation',
      [leg('contact', { playing: 'x' }), leg('Jane'), leg('Joe')],
      told(['contact', 'Jane', 'Joe'], { consult: CONSULT }),
    ],
    [
      'Joe is still ringing',
      [...together('contact', 'Jane'), leg('Joe', { status: 'ringing' })],
      told(['contact', 'Jane']),
    ],
    ['the API does not know that Jane is connected', together('contact', 'Jane'), told(['contact'])],
    ['the API says that the leg Jane lives', [], told(['Jane'])],
    ['Jane has two legs', [...together('contact', 'Jane'), leg('Jane')], told(['contact', 'Jane'])],
  ])('says that %s', (sentence, legs, api) => {
    expect(whatIsWrong(legs, api)).toContain(sentence);
  });
});
