import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/postgres-js';
import { makePartitions } from '../server/calls/events/partitions.js';
import { placeLeg } from '../server/calls/fold/call-groups.js';
import { viewCall } from '../server/calls/fold/call-view.js';
import { factOf, withUser } from '../server/calls/fold/facts.js';
import { foldLeg, type LegState, NO_LEG } from '../server/calls/fold/leg-state.js';
import { summarize } from '../server/calls/outcome/summarize.js';
import type { Sql } from '../server/db/connect.js';
import { uuidv7 } from '../server/ids.js';
import { countCalls } from '../server/reports/count-calls.js';
import type { Denwaban } from './denwaban-client.js';
import { seeded, type Told, tellCall } from './made-up-calls.js';

/**
 * Fills long lists for trials. Users are added to the simulator with its control API, and the server reads them from
 * there like any users. Calls are written to the database as the applier would leave them: generated events, folded by
 * the same functions.
 */
const USERS_A_REQUEST = 1000;
const CALLS_A_WRITE = 500;
const DAYS = 60;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const REPORT_EVERY = 10_000;

const GIVEN = ['Aiko', 'Ben', 'Chiara', 'Daniel', 'Emma', 'Felix', 'Grace', 'Haruto', 'Ines', 'Jun', 'Kaori', 'Liam'];
const FAMILY = ['Abe', 'Brown', 'Conti', 'Dubois', 'Endo', 'Fischer', 'García', 'Hayashi', 'Ito', 'Jansen', 'Kimura'];
const JAPANESE = ['山田 太郎', '佐藤 花子', '鈴木 一郎', '高橋 美咲'];

/** @returns name and display name of the nth user */
function madeUpUser(n: number): { name: string; display_name: string } {
  const given = GIVEN[n % GIVEN.length]!;
  const family = FAMILY[Math.floor(n / GIVEN.length) % FAMILY.length]!;
  const number = String(n + 1).padStart(5, '0');
  const shown = n % 10 === 9 ? JAPANESE[Math.floor(n / 10) % JAPANESE.length]! : `${given} ${family}`;
  return { name: `${given.toLowerCase()}.${number}`, display_name: shown };
}

const USERS = /* GraphQL */ `
  query Reading($applicationId: ID!, $last: String!) {
    users(applicationId: $applicationId, search: $last, first: 1) { nodes { name } reading }
  }
`;

/**
 * Fills an application's users in the simulator, and waits until the server has read them.
 * @param application our id and Vonage's
 * @returns their names
 */
export async function seedUsers(
  { control, graphql }: Denwaban,
  application: { id: string; vonageId: string },
  count: number,
): Promise<string[]> {
  const all = Array.from({ length: count }, (_, n) => madeUpUser(n));
  if (count === 0) return [];
  for (let at = 0; at < count; at += USERS_A_REQUEST) {
    const users = all.slice(at, at + USERS_A_REQUEST);
    await control('POST', '/users', { application_id: application.vonageId, users });
  }
  for (;;) {
    const variables = { applicationId: application.id, last: all.at(-1)?.name ?? '' };
    const { users } = await graphql<{ users: { nodes: unknown[]; reading: number | null } }>(USERS, variables);
    if (users.reading === null && users.nodes.length > 0) return all.map(({ name }) => name);
    if (users.reading !== null) console.error(`  the server has read ${users.reading} users`);
    await sleep(1000);
  }
}

/**
 * Writes calls of the last 60 days.
 * @param sql the server's database
 */
export async function seedCalls(
  sql: Sql,
  application: { id: string; number: string; userNames: string[] },
  count: number,
): Promise<void> {
  const db = drizzle(sql);
  const now = Date.now();
  const random = seeded(now);
  const batch = now.toString(36);
  for (let day = DAYS; day >= 0; day -= 20) await makePartitions(sql, new Date(now - day * DAY_MS));
  const users = new Set(application.userNames);
  for (let at = 0; at < count; at += CALLS_A_WRITE) {
    const calls = Array.from({ length: Math.min(CALLS_A_WRITE, count - at) }, (_, index) => {
      const start = new Date(now - HOUR_MS - DAYS * DAY_MS * (1 - (at + index) / count));
      const cast = { number: application.number, userNames: application.userNames };
      return callRows(application.id, users, tellCall(`${batch}-${at + index}`, start, cast, random));
    });
    await write(sql, calls);
    const ids = calls.map(({ call }) => call.id);
    await db.transaction((tx) => countCalls(tx, application.id, ids));
    if (at % REPORT_EVERY === 0 && at > 0) console.error(`  ${at} calls`);
  }
  await sql`analyze calls, legs, stays, events`;
}

type Rows = ReturnType<typeof callRows>;

/** Rows that inbox and applier would write for a call. */
function callRows(applicationId: string, users: ReadonlySet<string>, told: Told[]) {
  const states = new Map<string, LegState>();
  for (const { door, kind, at, body } of told) {
    const fact = factOf({ door, kind, receivedAt: at, body });
    if (fact) states.set(fact.leg, foldLeg(states.get(fact.leg) ?? NO_LEG, withUser(fact, users)));
  }
  const placed = [...states].map(([uuid, state]) => ({ state, ...placeLeg(uuid, state) }));
  const legs = placed.map(({ leg }) => leg);
  const [anchor, ...others] = legs;
  const { open: _, ...view } = viewCall(anchor!, legs);
  const ending = summarize({ direction: view.direction, anchor: anchor!, others, work: [], problems: [] });
  const callId = uuidv7(told[0]!.at);
  return {
    call: { id: callId, applicationId, key: view.conversationUuid, ...view, ...ending },
    legs: placed.map(({ leg, state }) => ({
      applicationId,
      uuid: leg.uuid,
      callId,
      state,
      userName: leg.userName,
      live: leg.live,
    })),
    stays: placed.flatMap(({ leg, conversations }) =>
      conversations.map(({ conversation, since }) => ({ applicationId, conversation, leg: leg.uuid, since })),
    ),
    events: told.map(({ door, kind, at, body }) => ({
      id: uuidv7(at),
      at: at.toISOString(),
      applicationId,
      door,
      kind,
      body,
      leg: body.uuid,
      conversation: body.conversation_uuid,
      callId,
    })),
  };
}

async function write(sql: Sql, list: Rows[]): Promise<void> {
  const json = (rows: unknown[]) => JSON.stringify(rows);
  await sql.begin(async (tx) => {
    await tx`
      insert into calls (id, application_id, key, direction, "from", "to", user_name, status, conversation_uuid,
        started_at, answered_at, ended_at, duration, price, ended_by, reason, preset, preset_version, ncco,
        outcome, outcome_reason, outcome_user, outcome_detail, wait, agents)
      select id, "applicationId", key, direction, "from", "to", "userName", status, "conversationUuid",
        "startedAt", "answeredAt", "endedAt", duration, price, "endedBy", reason, preset, "presetVersion", ncco,
        outcome, "outcomeReason", "outcomeUser", "outcomeDetail", wait, agents
      from jsonb_to_recordset(${json(list.map(({ call }) => call))}::text::jsonb) as row (id uuid, "applicationId" text, key text,
        direction text, "from" text, "to" text, "userName" text, status text, "conversationUuid" text,
        "startedAt" timestamptz, "answeredAt" timestamptz, "endedAt" timestamptz, duration int, price text,
        "endedBy" text, reason text, preset text, "presetVersion" int, ncco jsonb, outcome text,
        "outcomeReason" text, "outcomeUser" text, "outcomeDetail" text, wait int, agents text[])`;
    await tx`
      insert into legs (application_id, uuid, call_id, state, user_name, live)
      select "applicationId", uuid, "callId", state, "userName", live
      from jsonb_to_recordset(${json(list.flatMap(({ legs }) => legs))}::text::jsonb) as row ("applicationId" text, uuid text,
        "callId" uuid, state jsonb, "userName" text, live boolean)`;
    await tx`
      insert into stays (application_id, conversation_uuid, leg_uuid, since, home)
      select "applicationId", conversation, leg, since, true
      from jsonb_to_recordset(${json(list.flatMap(({ stays }) => stays))}::text::jsonb) as row ("applicationId" text,
        conversation text, leg text, since timestamptz)`;
    await tx`
      insert into events (id, received_at, application_id, door, raw, kind, body, leg_uuid, conversation_uuid, call_id, applied_at)
      select id, at, "applicationId", door, convert_to(body::text, 'UTF8'), kind, body, leg, conversation, "callId", at
      from jsonb_to_recordset(${json(list.flatMap(({ events }) => events))}::text::jsonb) as row (id uuid, at timestamptz,
        "applicationId" text, door text, kind text, body jsonb, leg text, conversation text, "callId" uuid)`;
  });
}
