import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as run } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../server/db/migrate.js';
import { createEmptyDatabase } from '../helpers/database.js';

/** The last migration of the version that kept no operations. */
const LAST = '0019_vonage_budgets';
const MIGRATIONS = join(import.meta.dirname, '../../drizzle');
const APPLICATION = 'front-desk';
const CALLS = {
  asking: '018f0000-0000-7000-8000-000000000001',
  handedOver: '018f0000-0000-7000-8000-000000000002',
  left: '018f0000-0000-7000-8000-000000000003',
  over: '018f0000-0000-7000-8000-000000000004',
} as const;
const BEGAN = new Date('2026-11-20T12:00:00.000Z');
const LATER = new Date('2026-11-20T12:05:00.000Z');

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let sql: postgres.Sql;
let folder: string;

const connect = () => postgres(database.url, { max: 1, onnotice: () => {} });

beforeAll(async () => {
  database = await createEmptyDatabase();
  folder = mkdtempSync(join(tmpdir(), 'denwaban-migrations-'));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const journal = join(folder, 'meta/_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { tag: string }[] };
  const until = entries.findIndex(({ tag }) => tag === LAST);
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, until + 1) }));
  // Drizzle changes how its driver reads dates: it gets one of its own.
  const driver = connect();
  await run(drizzle(driver), { migrationsFolder: folder });
  await driver.end();
  sql = connect();
});
afterAll(async () => {
  await sql?.end();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** A call with its three legs, and the consultation as that version kept it. */
async function consultation(
  name: keyof typeof CALLS,
  { endedAt = null as Date | null, leftAt = null as Date | null, live = true } = {},
) {
  const callId = CALLS[name];
  await sql`
    insert into calls (id, application_id, key, direction, status, conversation_uuid, started_at)
    values (${callId}, ${APPLICATION}, ${name}, 'inbound', 'answered', ${`CON-${name}`}, ${BEGAN})`;
  for (const role of ['agent', 'customer', 'target']) {
    await sql`
      insert into legs (application_id, uuid, call_id, state, live)
      values (${APPLICATION}, ${`${name}-${role}`}, ${callId}, '{}', ${live})`;
  }
  await sql`
    insert into consults (id, application_id, call_id, agent_leg, customer_leg, target_leg, who, started_at, ended_at, left_at)
    values (${callId}, ${APPLICATION}, ${callId}, ${`${name}-agent`}, ${`${name}-customer`}, ${`${name}-target`}, 'Joe',
      ${BEGAN}, ${endedAt}, ${leftAt})`;
}

async function roomsOf(name: keyof typeof CALLS) {
  const rows = await sql<{ uuid: string; room: string | null; heldSince: Date | null }[]>`
    select uuid, room, held_since as "heldSince" from legs where call_id = ${CALLS[name]}`;
  return Object.fromEntries(
    rows.map(({ uuid, room, heldSince }) => [uuid.slice(name.length + 1), { room, heldSince }]),
  );
}

describe('an update during a consultation', () => {
  beforeAll(async () => {
    await consultation('asking');
    await consultation('handedOver', { endedAt: LATER });
    await consultation('left', { endedAt: LATER, leftAt: LATER });
    await consultation('over', { live: false });
    await migrate(database.url);
  });

  it('keeps the contact on hold in the call’s room, and the two others in their own', async () => {
    const own = { room: 'consult-asking-agent', heldSince: null };
    expect(await roomsOf('asking')).toEqual({
      customer: { room: `call-${CALLS.asking}`, heldSince: BEGAN },
      agent: own,
      target: own,
    });
  });

  it('keeps all three in the call’s room when it has ended, and nobody on hold', async () => {
    const room = { room: `call-${CALLS.handedOver}`, heldSince: null };
    expect(await roomsOf('handedOver')).toEqual({ customer: room, agent: room, target: room });
  });

  it.each(['left', 'over'] as const)(
    'puts no leg into a room when the call has left it or is over (%s)',
    async (name) => {
      const nowhere = { room: null, heldSince: null };
      expect(await roomsOf(name)).toEqual({ customer: nowhere, agent: nowhere, target: nowhere });
    },
  );
});
