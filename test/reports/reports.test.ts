import { eq, inArray, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { calls } from '../../server/calls/calls.table.js';
import { uuidv7 } from '../../server/ids.js';
import { countCalls } from '../../server/reports/count-calls.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const DAY_MS = 24 * 3600_000;
const FIGURES =
  'calls inbound outbound offered answered missed declined abandoned reached blocked failed answeredShare averageWaitSeconds averageTalkSeconds';
const DAY = /* GraphQL */ `
  query Day($id: ID!, $from: DateTime!, $until: DateTime!, $timeZone: String) {
    day(applicationId: $id, from: $from, until: $until, timeZone: $timeZone) {
      ${FIGURES} from until timeZone
      before { calls from until }
      hours { from until ${FIGURES} }
      agents { name inbound outbound talkSeconds averageTalkSeconds }
      attention { kind calls from until country }
    }
  }
`;
interface Figures {
  [figure: string]: number | null;
  calls: number;
}
interface Day {
  timeZone: string;
  from: string;
  until: string;
  before: { calls: number; from: string; until: string };
  hours: ({ from: string; until: string } & Record<string, number | null>)[];
  agents: { name: string; inbound: number; outbound: number; talkSeconds: number }[];
  attention: { kind: string; calls: number; country: string | null }[];
}

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
let owner: { basic: string };

beforeAll(async () => {
  app = await createTestApp();
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  await made.addJaneAndJoe();
  const { apiKey, apiSecret, signatureSecret } = app.simulator.credentials;
  owner = { basic: `${apiKey}:${apiSecret}` };
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
});
afterAll(() => app?.close());
beforeEach(empty);

async function empty(): Promise<void> {
  for (const table of ['calls', 'events', 'event_keys', 'quarter_hours', 'agent_quarter_hours', 'counted_calls'])
    await app.db.execute(sql.raw(`delete from ${table}`));
}

type Range = { from: Date; until: Date; timeZone?: string };
const around = (at: Date): Range => ({
  from: new Date(at.getTime() - DAY_MS / 2),
  until: new Date(at.getTime() + DAY_MS / 2),
});
const ask = async (range: Range) =>
  (await app.ask<{ day: Day & Figures }>(DAY, { id: application.id, ...range }, owner)).day;
const today = () => ask(around(app.clock.now()));

/** Events of a call, as Vonage sends them. */
function tell(leg: string, more: object, statuses: string[]) {
  return statuses.reduce(async (before, status) => {
    await before;
    const facts = {
      from: '447700900001',
      to: '447700900123',
      conversation_uuid: `CON-${leg.split(' ')[0]}`,
      uuid: leg,
    };
    const timestamp = app.clock.now().toISOString();
    const event = { ...facts, direction: 'inbound', ...more, status, timestamp };
    await vonage.post(`/webhooks/${application.id}/event`, event);
  }, Promise.resolve());
}

/** A caller to whom Jane talks for a minute. */
async function answeredCall(name: string): Promise<void> {
  const jane = { direction: 'outbound', to: 'Jane', endpoint_type: 'app' };
  await tell(name, {}, ['started', 'ringing', 'answered']);
  app.clock.advance(5000);
  await tell(`${name} jane`, jane, ['started', 'ringing', 'answered']);
  app.clock.advance(60_000);
  await tell(`${name} jane`, jane, ['completed']);
  await tell(name, {}, ['completed']);
  await app.services.calls.apply(application.id);
}

describe('a day of calls', () => {
  it('is counted when a call has ended, not before, and once however often events of it come', async () => {
    await tell('one', {}, ['started', 'ringing', 'answered']);
    await app.services.calls.apply(application.id);
    expect((await today()).calls).toBe(0);
    await tell('one', {}, ['completed']);
    await answeredCall('two');
    const day = await today();
    expect(day).toMatchObject({ calls: 2, inbound: 2, averageTalkSeconds: 60 });
    expect(day.agents).toMatchObject([{ name: 'Jane', inbound: 1, outbound: 0, talkSeconds: 60 }]);

    await tell('two', { price: '0.02', rate: '0.01' }, ['completed']);
    await app.services.calls.apply(application.id);
    const after = await today();
    expect(after).toEqual(day);
  });

  it('counts calls from before there were outcomes and figures', async () => {
    for (const name of ['a', 'b', 'c']) await answeredCall(name);
    const day = await today();
    for (const table of ['quarter_hours', 'agent_quarter_hours', 'counted_calls'])
      await app.db.execute(sql.raw(`delete from ${table}`));
    await app.db.execute(sql`update calls set outcome = null`);
    app.clock.advance(61_000);
    await app.services.jobs.runDue();
    const { from: _, until: __, hours: ___, ...figures } = await today();
    expect(day).toMatchObject(figures);
  });

  it('is compared with the day before, and while it goes on only with as much of that day', async () => {
    const now = app.clock.now().getTime();
    const hoursAgo = (hours: number) => new Date(now - hours * 3600_000);
    const how = ENDINGS[0];
    for (const hours of [26, 22, 2, 1]) {
      const id = uuidv7(app.clock.now());
      const at = (hoursAgo(hours).getTime() - FROM.getTime()) / 1000;
      await app.db.insert(calls).values(rowOf(id, { how, at, wait: 5, talk: 60, isLive: false }));
      await app.db.transaction((tx) => countCalls(tx, application.id, [id]));
    }
    const goesOn = await ask({ from: hoursAgo(6), until: hoursAgo(-18), timeZone: 'UTC' });
    expect([goesOn.calls, goesOn.before.calls]).toEqual([2, 1]);
    expect(Date.parse(goesOn.before.until) - hoursAgo(24).getTime()).toBeLessThanOrEqual(15 * 60_000);
    const over = await ask({ from: hoursAgo(6 + 24), until: hoursAgo(6), timeZone: 'UTC' });
    expect([over.calls, over.before.calls]).toEqual([2, 0]);
  });

  it('is for those who run the office, of their own applications, and at most a month', async () => {
    const range = around(app.clock.now());
    const variables = { id: application.id, ...range };
    expect((await app.refused(DAY, variables, { slot: 'jane' })).extensions.code).toBe('FORBIDDEN');
    expect((await app.refused(DAY, variables, { slot: 'nobody' })).extensions.code).toBe('UNAUTHENTICATED');
    expect((await app.refused(DAY, { ...variables, id: 'x' }, owner)).extensions.code).toBe('NOT_FOUND');
    const long = { ...variables, from: new Date(range.until.getTime() - 32 * DAY_MS) };
    const backwards = { ...variables, until: new Date(range.from.getTime() - DAY_MS) };
    for (const wrong of [long, backwards]) {
      expect((await app.refused(DAY, wrong, owner)).extensions).toMatchObject({ code: 'BAD_INPUT', rule: 'period' });
    }
    const mars = { ...variables, timeZone: 'Mars/Olympus' };
    expect((await app.refused(DAY, mars, owner)).extensions).toMatchObject({ code: 'BAD_INPUT', rule: 'timeZone' });
  });

  it('has its hours in the zone of the account, once an admin has chosen one', async () => {
    const SET = 'mutation ($zone: String!) { setTimeZone(timeZone: $zone) { timeZone } }';
    const VIEWER = '{ viewer { timeZone account { timeZone } } }';
    expect(await today()).toMatchObject({ timeZone: 'UTC' });
    expect(await app.ask(VIEWER, {}, { slot: 'jane' })).toEqual({
      viewer: { timeZone: null, account: { timeZone: null } },
    });
    expect((await app.refused(SET, { zone: 'Asia/Tokyo' }, { slot: 'jane' })).extensions.code).toBe('FORBIDDEN');
    const wrong = await app.refused(SET, { zone: 'Tokyo' }, owner);
    expect(wrong.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'timeZone', rule: 'timeZone' });
    expect(await app.ask(SET, { zone: 'asia/kathmandu' }, owner)).toMatchObject({
      setTimeZone: { timeZone: expect.stringMatching(/^Asia\/Kat/) },
    });
    const from = new Date('2026-11-26T18:15:00Z');
    const day = await ask({ from, until: new Date(from.getTime() + DAY_MS) });
    expect(day.hours.map((hour) => hour.from.slice(14, 16))).toEqual(Array(24).fill('15'));
    const LOG = '{ auditLog(filter: { action: "account.timeZoneChanged" }, first: 5) { nodes { before after } } }';
    expect(await app.ask(LOG, {}, owner)).toMatchObject({ auditLog: { nodes: [{ before: { timeZone: null } }] } });
  });

  it('keeps its figures when its calls are deleted for their age, and nothing about the callers', async () => {
    await answeredCall('old');
    const at = app.clock.now();
    // As far as the day before is over by now, too.
    app.clock.advance(2 * DAY_MS);
    const before = await ask(around(at));
    app.clock.advance(498 * DAY_MS);
    await app.services.jobs.runDue();
    expect(await app.db.select().from(calls)).toEqual([]);
    expect(await ask(around(at))).toEqual(before);
    const rows = await app.db.execute(
      sql`select row_to_json(q)::text as t from quarter_hours q union all select row_to_json(a)::text from agent_quarter_hours a
        union all select row_to_json(c)::text from counted_calls c`,
    );
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('4477009');
  });
});

/** How a call of the model may end: direction, outcome, reason, detail. */
const ENDINGS = [
  ['inbound', 'ANSWERED', null, null],
  ['inbound', 'ANSWERED', 'CALL_FLOW', null],
  ['inbound', 'TRANSFERRED', null, '447700900555'],
  ['inbound', 'LOST_IN_TRANSFER', 'NOBODY_ANSWERED', null],
  ['inbound', 'MISSED', 'NOBODY_SIGNED_IN', null],
  ['inbound', 'MISSED', 'ALL_BUSY', null],
  ['inbound', 'ABANDONED', 'CALLER_HUNG_UP', null],
  ['inbound', 'DECLINED', null, null],
  ['inbound', 'FAILED', 'VONAGE_ERROR', 'Words of Vonage'],
  ['outbound', 'ANSWERED', null, null],
  ['outbound', 'NO_ANSWER', null, null],
  ['outbound', 'BLOCKED', 'COUNTRY_NOT_ALLOWED', 'FR'],
  ['outbound', 'UNREACHABLE', 'NUMBER_NOT_FOUND', null],
] as const;
/** Before, in and after the day on which London's summer time ends. */
const FROM = new Date('2026-10-24T12:00:00Z');
const UNTIL = new Date('2026-10-26T12:00:00Z');

const ending = fc.record({
  how: fc.constantFrom(...ENDINGS),
  at: fc.integer({ min: -4 * 3600, max: 52 * 3600 }),
  wait: fc.integer({ min: 0, max: 90 }),
  talk: fc.integer({ min: 0, max: 900 }),
  isLive: fc.boolean(),
});
type Ending = typeof ending extends fc.Arbitrary<infer Of> ? Of : never;
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('begin' as const), call: ending }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('change' as const), which: fc.nat(9), call: ending }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), which: fc.nat(9) }) },
);

const startOf = ({ at }: Ending) => new Date(FROM.getTime() + at * 1000);
const talks = ({ how: [, outcome] }: Ending) => ['ANSWERED', 'TRANSFERRED', 'LOST_IN_TRANSFER'].includes(outcome);

function rowOf(id: string, call: Ending): typeof calls.$inferInsert {
  const [direction, outcome, outcomeReason, outcomeDetail] = call.how;
  const startedAt = startOf(call);
  const answeredAt = talks(call) ? new Date(startedAt.getTime() + call.wait * 1000) : null;
  const endedAt = new Date(startedAt.getTime() + (call.wait + (answeredAt ? call.talk : 0)) * 1000);
  const ended = { endedAt, outcome, outcomeReason, outcomeDetail, duration: answeredAt ? call.talk : 0 };
  return {
    ...{ id, applicationId: application.id, key: id, direction, conversationUuid: id, startedAt, answeredAt },
    ...{ status: 'completed' as const, wait: call.wait, from: '447700900001', to: '447700900123' },
    ...(call.isLive ? { endedAt: null, outcome: null } : ended),
  };
}

/** A plain count over the calls of the model. */
function plainCount(all: Ending[], from: Date, until: Date) {
  const own = all.filter((call) => !call.isLive && startOf(call) >= from && startOf(call) < until);
  const count = (is: (call: Ending) => boolean) => own.filter(is).length;
  const inbound = ({ how: [direction] }: Ending) => direction === 'inbound';
  const is =
    (...outcomes: string[]) =>
    ({ how: [, outcome] }: Ending) =>
      outcomes.includes(outcome);
  const byFlow = ({ how: [, , reason] }: Ending) => reason === 'CALL_FLOW';
  const answered = own.filter((call) => inbound(call) && talks(call) && !byFlow(call));
  const talked = own.filter((call) => talks(call) && !byFlow(call));
  const offered = count((call) => inbound(call) && !byFlow(call));
  const mean = (numbers: number[]) =>
    numbers.length === 0 ? null : Math.round(numbers.reduce((sum, one) => sum + one, 0) / numbers.length);
  return {
    calls: own.length,
    inbound: count(inbound),
    outbound: count((call) => !inbound(call)),
    offered,
    answered: answered.length,
    missed: count(is('MISSED')),
    declined: count((call) => inbound(call) && is('DECLINED')(call)),
    abandoned: count(is('ABANDONED')),
    reached: count((call) => !inbound(call) && talks(call)),
    blocked: count(is('BLOCKED')),
    failed: count(is('FAILED', 'UNREACHABLE')),
    answeredShare: offered === 0 ? null : answered.length / offered,
    averageWaitSeconds: mean(answered.map(({ wait }) => wait)),
    averageTalkSeconds: mean(talked.map(({ talk }) => talk)),
  };
}

it('says the same as a plain count over the calls, however they change, merge and are counted again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), async (actions) => {
      await empty();
      const model = new Map<string, Ending>();
      for (const one of actions) {
        const id = one.do === 'begin' ? uuidv7(app.clock.now()) : [...model.keys()][one.which % (model.size || 1)];
        if (!id) continue;
        if (one.do === 'merge') {
          model.delete(id);
          await app.db.delete(calls).where(eq(calls.id, id));
        } else if (one.do !== 'again') {
          model.set(id, one.call);
          const row = rowOf(id, one.call);
          await app.db.delete(calls).where(inArray(calls.id, [id]));
          await app.db.insert(calls).values(row);
        }
        await app.db.transaction((tx) => countCalls(tx, application.id, [id]));
      }
      const all = [...model.values()];
      const day = await ask({ from: FROM, until: UNTIL, timeZone: 'Europe/London' });
      expect(day).toMatchObject(plainCount(all, FROM, UNTIL));
      expect(day.hours).toHaveLength(48);
      for (const hour of day.hours) {
        expect(hour).toMatchObject(plainCount(all, new Date(hour.from), new Date(hour.until)));
      }
      const blocked = plainCount(all, FROM, UNTIL).blocked;
      const told = day.attention.filter(({ kind }) => kind === 'COUNTRY_BLOCKED');
      expect(told.map(({ calls: count, country }) => [count, country])).toEqual(blocked ? [[blocked, 'FR']] : []);
    }),
    { seed: 15, numRuns: 25 },
  );
});
