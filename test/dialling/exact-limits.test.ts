import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { diallingAttempts, diallingRules } from '../../server/dialling/dialling.table.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import { placeCall, placeUntilFull, SORRY } from './place-calls.js';

const NUMBER = '447700900456';
const HOUR = 3_600_000;

let app: TestApp;
let application: SeededApplication;
let accountId: string;
let senders: Sender[];
beforeAll(async () => {
  app = await createTestApp({ servers: 2, lines: 'one' });
  const account = await app.connectAccount();
  ({ accountId } = account);
  const made = await account.createApplication();
  application = made;
  await made.rentNumber('GB');
  const { vonageId } = made;
  senders = app.servers.map(({ url }) => createSender({ url, ...app.simulator.credentials, vonageId }));
});
afterAll(() => app?.close());

const allow = (limits: object) =>
  app.ask('mutation ($input: UpdateDiallingRulesInput!) { updateDiallingRules(input: $input) { countries } }', {
    input: limits,
  });
beforeEach(async () => {
  app.clock.advance(25 * HOUR);
  await allow({ callsPerUserPerHour: 60, callsPerDay: 1000 });
});

/** Calls at once, half of them through each server. @returns what became of each */
const placeAtOnce = (count: number): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, (_, n) => placeCall(senders[n % 2]!, application.id, NUMBER, { user: 'Jane' })),
  );
const placed = (answers: string[]) => answers.filter((answer) => answer === NUMBER).length;

/** More calls, through one server after the other, until both say that the limit is reached. @returns how many were placed */
async function placeTheRest(): Promise<number> {
  let count = 0;
  for (const vonage of senders) {
    count += await placeUntilFull(() => placeCall(vonage, application.id, NUMBER, { user: 'Jane' }));
  }
  return count;
}

/** Calls of the last 24 hours that all servers together know of. */
async function counted(): Promise<number> {
  const since = new Date(app.clock.now().getTime() - 24 * HOUR);
  const rows = await app.db
    .select({ at: diallingAttempts.at })
    .from(diallingAttempts)
    .where(sql`${diallingAttempts.at} > ${since.toISOString()} and ${diallingAttempts.refusedBy} is null`);
  return rows.length;
}

const LIMITS = (limit: number) =>
  [
    ['a day', { callsPerDay: limit }],
    ['an hour', { callsPerUserPerHour: limit }],
  ] as const;

describe('as many calls are placed as the limit leaves, and not one more', () => {
  it.each(LIMITS(5))('where many come at once at all servers, in %s', async (_, limit) => {
    await allow(limit);
    const atOnce = placed(await placeAtOnce(40));
    expect(atOnce).toBeLessThanOrEqual(5);
    expect(atOnce + (await placeTheRest())).toBe(5);
  });

  it.each(LIMITS(5))('where servers have not heard yet that the limit of %s was lowered', async (_, limit) => {
    // Written past the servers, as if the message of the change took long.
    await app.db.update(diallingRules).set(limit).where(eq(diallingRules.accountId, accountId));
    const atOnce = placed(await placeAtOnce(40));
    expect(atOnce).toBeLessThanOrEqual(5);
    expect(atOnce + (await placeTheRest())).toBe(5);
  });

  it('where servers have not heard yet that the limit was raised', async () => {
    await allow({ callsPerUserPerHour: 0 });
    await app.db.update(diallingRules).set({ callsPerUserPerHour: 5 }).where(eq(diallingRules.accountId, accountId));
    expect(await placeTheRest()).toBe(5);
  });

  it.each(LIMITS(48))('where some of %s were placed while the database was away', async (_, limit) => {
    await allow(limit);
    const before = placed(await placeAtOnce(2));
    await app.line.cut();
    const away = await placeAtOnce(60).finally(() => app.line.mend());
    // Each server may use a sixteenth of the limit without counting.
    expect(placed(away)).toBeLessThanOrEqual(6);
    await waitFor(async () => (await counted()) === before + placed(away), 20_000);
    const atOnce = placed(await placeAtOnce(60));
    expect(before + placed(away) + atOnce + (await placeTheRest())).toBe(48);
  });

  it('where the database is too slow to count: a call that is refused for that uses nothing up', async () => {
    await allow({ callsPerUserPerHour: 48 });
    const { sql: driver } = app.servers[0]!.connection;
    await driver.begin(async (lock) => {
      await lock`select 1 from accounts where id = ${accountId} for no key update`;
      const uncounted = `${SORRY} Your calls cannot be counted at the moment. Please try again shortly.`;
      expect(new Set(await placeAtOnce(8))).toEqual(new Set([uncounted]));
    });
    expect(await placeTheRest()).toBe(48);
  });
});
