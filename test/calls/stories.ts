/** Seeded stories of calls, as Vonage tells them: what the disorder tests shuffle, double and drop. */

/** A generator of numbers from 0 up to 1 that is the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const list = [...items];
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other]!, list[last]!];
  }
  return list;
}

export interface Told {
  door: 'event' | 'dtmf' | 'answer';
  body: Record<string, unknown>;
}

/** What Vonage would say of a leg when asked (GET /v1/calls). */
export type Record_ = Record<string, unknown>;

export interface Story {
  /** In the order in which it happened. */
  events: Told[];
  /** By leg. */
  records: Map<string, Record_>;
  /** The legs of each call, by the conversation in which it began. */
  calls: Map<string, string[]>;
}

const START = Date.parse('2026-11-22T12:00:00.000Z');

/**
 * Tells of calls that overlap: a caller who chooses in the menu, an agent who does not answer and one who does, a
 * transfer to a new conversation with a leg of its own, and a named room in which customers of different calls were.
 */
export function tellStory(seed: number, calls = 2): Story {
  const random = seeded(seed);
  const story: Story = { events: [], records: new Map(), calls: new Map() };
  for (let n = 0; n < calls; n += 1) tellCall(story, `${seed}-${n}`, START + n * 40_000, random);
  return story;
}

function tellCall(story: Story, name: string, start: number, random: () => number): void {
  const home = `CON-${name}`;
  const moved = random() < 0.5 ? `CON-${name}-moved` : 'CON-room-sales';
  let ms = start;
  const after = (least: number) => {
    ms += least + Math.floor(random() * 2000);
    return new Date(ms).toISOString();
  };
  const tell = (body: Record<string, unknown>, door: Told['door'] = 'event') => story.events.push({ door, body });

  function leg(uuid: string, direction: 'inbound' | 'outbound', from: string, to: string) {
    let conversation = home;
    let startedAt = '';
    const common = () => ({ headers: {}, from, to, uuid, conversation_uuid: conversation, direction });
    return {
      enter(into: string) {
        conversation = into;
      },
      say(status: string, extra: object = {}) {
        tell({ ...common(), status, ...extra, timestamp: after(1) });
      },
      answered() {
        tell({ ...common(), status: 'answered', start_time: null, rate: null, network: null, timestamp: after(500) });
        startedAt = new Date(ms).toISOString();
      },
      move(to: string) {
        tell({
          type: 'transfer',
          uuid,
          conversation_uuid_from: conversation,
          conversation_uuid_to: to,
          timestamp: after(10),
        });
        conversation = to;
      },
      completed(by: 'platform' | 'user') {
        const end = after(100);
        const duration = startedAt ? String(Math.round((Date.parse(end) - Date.parse(startedAt)) / 1000)) : '0';
        const money = { duration, rate: '0.00450000', price: startedAt ? '0.00052500' : '0' };
        const times = { start_time: startedAt || null, end_time: end };
        tell({
          ...common(),
          status: 'completed',
          ...money,
          ...times,
          network: 'GB-FIXED',
          disconnected_by: by,
          timestamp: end,
        });
        const party = (end: string) =>
          /^\d+$/.test(end) ? { type: 'phone', number: end } : { type: 'app', user: end };
        story.records.set(uuid, {
          uuid,
          conversation_uuid: conversation,
          direction,
          from: party(from),
          to: party(to),
          status: 'completed',
          ...money,
          ...times,
          network: '65512',
        });
      },
    };
  }

  const caller = `4477009${String(Math.floor(random() * 100_000)).padStart(5, '0')}`;
  const customer = leg(`leg-${name}-customer`, 'inbound', caller, '442079460000');
  const jane = leg(`leg-${name}-jane`, 'outbound', caller, 'Jane');
  const joe = leg(`leg-${name}-joe`, 'outbound', caller, 'Joe');
  const expert = leg(`leg-${name}-expert`, 'outbound', '442079460000', '447700900999');
  story.calls.set(
    home,
    ['customer', 'jane', 'joe', 'expert'].map((who) => `leg-${name}-${who}`),
  );

  customer.say('started');
  customer.say('ringing');
  customer.answered();
  tell(
    {
      speech: { error: 'Speech was not enabled' },
      dtmf: { digits: '1', timed_out: false },
      from: caller,
      to: '442079460000',
      uuid: `leg-${name}-customer`,
      conversation_uuid: home,
      timestamp: after(1000),
    },
    'dtmf',
  );
  jane.say('started');
  jane.say('ringing');
  if (random() < 0.5) jane.say('timeout');
  else jane.say('unanswered', { detail: 'unavailable', sip_code: 480 });
  jane.completed('platform');
  joe.say('started');
  joe.say('ringing');
  joe.answered();
  tell({
    recording_url: `https://api.nexmo.com/v1/files/${name}`,
    recording_uuid: name,
    start_time: new Date(ms).toISOString(),
    end_time: after(2000),
    size: 1,
    conversation_uuid: home,
    timestamp: after(1),
  });
  customer.move(moved);
  joe.completed('platform');
  if (moved === 'CON-room-sales') expert.enter(home);
  else expert.enter(moved);
  expert.say('started');
  expert.say('ringing');
  expert.answered();
  const callerLeft = random() < 0.5;
  expert.completed(callerLeft ? 'platform' : 'user');
  customer.completed(callerLeft ? 'user' : 'platform');
}
