import type { Body } from '../server/calls/events/classify-event.js';
import { GUIDE_PRESETS, menuReply } from '../server/presets/guide-presets.js';

/** Events of one generated call, in the order in which Vonage would send them. */
export interface Told {
  door: 'answer' | 'event' | 'dtmf';
  kind: 'answer' | 'status' | 'input';
  at: Date;
  body: Body;
}

interface Cast {
  /** Our number: E.164 without `+`. */
  number: string;
  userNames: string[];
}

type End = 'completed' | 'timeout' | 'cancelled' | 'busy' | 'rejected' | 'failed';

/** How calls end, and how many of a hundred do so. */
const ENDS: [End, number][] = [
  ['completed', 72],
  ['timeout', 12],
  ['cancelled', 6],
  ['busy', 4],
  ['rejected', 4],
  ['failed', 2],
];
const FROM_OUTSIDE = 0.75;
const WITH_MENU = 0.25;
const CUSTOMERS = 5000;
const RATE = 0.0045;

/** Pseudo-random numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * One call as Vonage's webhooks would report it: the customer's leg, the agent's, and how it ended.
 * @param name distinguishes its legs from those of other calls
 * @param start when it begins
 */
export function tellCall(name: string, start: Date, { number, userNames }: Cast, random: () => number): Told[] {
  const between = (least: number, most: number) => least + random() * (most - least);
  const told: Told[] = [];
  let ms = start.getTime();
  const conversation = `CON-${name}`;
  const customer = customerNumber(Math.floor(random() ** 2 * CUSTOMERS));
  // As in practice, a few agents take most of the calls.
  const user = userNames[Math.floor(random() ** 3 * userNames.length)]!;
  const end = endOf(random());
  const fromOutside = random() < FROM_OUTSIDE;
  const menu = fromOutside && random() < WITH_MENU;
  const talk = end === 'completed' ? between(8, 600) : 0;

  const say = (kind: Told['kind'], body: Body, afterMs = 40) => {
    ms += Math.round(afterMs);
    const at = new Date(ms);
    const stamp = kind === 'answer' ? {} : { timestamp: at.toISOString() };
    told.push({
      door: kind === 'status' ? 'event' : kind === 'input' ? 'dtmf' : 'answer',
      kind,
      at,
      body: { ...body, ...stamp },
    });
  };
  const leg = (party: string, direction: 'inbound' | 'outbound', from: string, to: string) => {
    const common = { from, to, uuid: `${name}-${party}`, conversation_uuid: conversation, direction };
    let answeredAt = 0;
    return {
      is(status: string, afterMs?: number, more: Body = {}) {
        say('status', { headers: {}, ...common, status, ...more }, afterMs);
        if (status === 'answered') answeredAt = ms;
      },
      over(by: 'platform' | 'user', afterMs?: number) {
        const seconds = answeredAt ? Math.round((ms + (afterMs ?? 40) - answeredAt) / 1000) : 0;
        const price = ((seconds / 60) * RATE).toFixed(8);
        const times = answeredAt ? { start_time: new Date(answeredAt).toISOString() } : {};
        const money = { duration: String(seconds), rate: RATE.toFixed(8), price };
        say(
          'status',
          { headers: {}, ...common, status: 'completed', ...times, ...money, disconnected_by: by },
          afterMs,
        );
      },
    };
  };

  const caller = fromOutside ? leg('a', 'inbound', customer, number) : leg('a', 'inbound', user, customer);
  const asked = { uuid: `${name}-a`, conversation_uuid: conversation, to: fromOutside ? number : customer };
  const kind = menu ? 'ivr' : fromOutside ? 'inbound' : 'outbound';
  const answered = { preset: kind, version: 0, ncco: nccoOf(kind, user, number, customer) };
  const who = fromOutside ? { from: customer, endpoint_type: 'phone' } : { from_user: user, endpoint_type: 'app' };
  say('answer', { ...asked, ...who, answered });
  caller.is('started');
  caller.is('answered', between(100, 900));
  if (menu) {
    const dtmf = { digits: random() < 0.7 ? '1' : '2', timed_out: false };
    const reply = { preset: 'ivr', version: 0, ncco: menuReply(user) };
    say('input', { ...asked, from: customer, dtmf, answered: reply }, between(4000, 9000));
  }
  const callee = fromOutside ? leg('b', 'outbound', customer, user) : leg('b', 'outbound', number, customer);
  callee.is('started', between(2000, 4000));
  callee.is('ringing', between(150, 700));
  if (end === 'completed') {
    callee.is('answered', between(1500, 18_000));
    const calleeLeft = random() < 0.5;
    callee.over(calleeLeft ? 'user' : 'platform', talk * 1000);
    caller.over(calleeLeft ? 'platform' : 'user', 120);
    return told;
  }
  if (end === 'cancelled') {
    caller.over('user', between(3000, 20_000));
    callee.is('cancelled', 60);
    callee.over('platform');
    return told;
  }
  const detail = end === 'failed' ? { detail: 'cannot_route' } : end === 'rejected' ? { detail: 'declined' } : {};
  callee.is(end, end === 'timeout' ? 60_000 : between(300, 9000), detail);
  callee.over('platform');
  caller.over('platform', 90);
  return told;
}

function endOf(chance: number): End {
  let sum = 0;
  for (const [end, percent] of ENDS) {
    sum += percent / 100;
    if (chance < sum) return end;
  }
  return 'completed';
}

/** From ranges that are reserved for fiction or not assigned. */
function customerNumber(n: number): string {
  return n % 3 === 0 ? `819000${String(n).padStart(6, '0')}` : `447700${String(900_000 + n).padStart(6, '0')}`;
}

function nccoOf(kind: 'inbound' | 'outbound' | 'ivr', user: string, number: string, customer: string): unknown[] {
  if (kind === 'ivr') return GUIDE_PRESETS.ivr.ncco;
  if (kind === 'inbound') {
    const endpoint = [{ type: 'app', user }];
    return [
      { action: 'talk', text: `Thank you for calling ${user}` },
      { action: 'connect', endpoint },
    ];
  }
  const endpoint = [{ type: 'phone', number: customer }];
  return [
    { action: 'talk', text: 'Please wait while we connect you.' },
    { action: 'connect', timeout: 20, from: number, endpoint },
  ];
}
