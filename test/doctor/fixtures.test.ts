import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGENT } from '../../scripts/doctor/belongings.js';
import type { Fixture } from '../../scripts/doctor/fixtures.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

/** `DOCTOR_FIXTURES=<folder> npx vitest run --project integration test/doctor/fixtures.test.ts` replays another run. */
const FOLDER = process.env.DOCTOR_FIXTURES ?? join(import.meta.dirname, 'fixtures');

const fixtures = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({ file, ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Fixture) }));

const EVENTS = 'query ($id: ID!) { events(applicationId: $id, first: 100) { nodes { kind door callId legUuid } } }';
const CALLS = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, first: 100) { nodes { live userName legs { uuid endedAt userName } } }
  }
`;
interface Call {
  live: boolean;
  userName: string | null;
  legs: { uuid: string; endedAt: string | null; userName: string | null }[];
}

const statusesOf = (status: string) =>
  fixtures.filter(({ body }) => body.status === status).map(({ body }) => String(body.uuid));

describe(`the webhooks in ${FOLDER}`, () => {
  let app: TestApp;
  let application: SeededApplication;
  const replies: { file: string; status: number; text: string }[] = [];

  beforeAll(async () => {
    app = await createTestApp();
    const made = await (await app.connectAccount()).createApplication();
    application = made;
    await made.addUser(AGENT);
    const doors: Record<string, string> = {
      answer: made.answerUrl,
      fallback: made.fallbackUrl,
      event: made.eventUrl,
      dtmf: made.dtmfUrl,
      recording: made.eventUrl.replace(/event$/, 'recording'),
    };
    for (const { file, door, body } of fixtures) {
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch(doors[door]!, { method: 'POST', headers, body: JSON.stringify(body) });
      replies.push({ file, status: reply.status, text: await reply.text() });
    }
  });
  afterAll(() => app?.close());

  it('are there, and all accepted', () => {
    expect(fixtures.length).toBeGreaterThan(10);
    expect(replies.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('are answered with an NCCO where one is asked for', () => {
    const answers = replies.filter((_, at) => ['answer', 'dtmf'].includes(fixtures[at]!.door));
    for (const { text } of answers) expect(JSON.parse(text)).toBeInstanceOf(Array);
    expect(answers.filter(({ text }) => text.includes('your call cannot be taken'))).toEqual([]);
  });

  it('are all of a known kind, each as it was taken in the run', async () => {
    const events = await waitFor(async () => {
      const { nodes } = (await app.ask<{ events: { nodes: { kind: string }[] } }>(EVENTS, { id: application.id }))
        .events;
      return nodes.length >= Math.min(100, fixtures.length) ? nodes : null;
    });
    expect(events.filter(({ kind }) => kind === 'unknown')).toEqual([]);
    if (fixtures.length <= 100) {
      expect(events.map(({ kind }) => kind).sort()).toEqual(fixtures.map(({ kind }) => kind).sort());
    }
  });

  it('become calls that have ended where their legs have, with the agent known', async () => {
    const completed = statusesOf('completed');
    const calls = await waitFor(async () => {
      const { nodes } = (await app.ask<{ calls: { nodes: Call[] } }>(CALLS, { id: application.id })).calls;
      const ended = nodes
        .flatMap(({ legs }) => legs)
        .filter(({ endedAt }) => endedAt)
        .map(({ uuid }) => uuid);
      return completed.every((uuid) => ended.includes(uuid)) ? nodes : null;
    });
    const over = calls.filter(({ legs }) => legs.every(({ uuid }) => completed.includes(uuid)));
    expect(over.length).toBeGreaterThan(0);
    expect(over.filter(({ live }) => live)).toEqual([]);
    const ofAgent = fixtures
      .filter(({ body }) => body.to === AGENT || body.from_user === AGENT)
      .map(({ body }) => body.uuid);
    const agents = calls.flatMap(({ legs }) => legs).filter(({ uuid }) => ofAgent.includes(uuid));
    expect(agents.length).toBeGreaterThan(0);
    expect(agents.filter(({ userName }) => userName !== AGENT)).toEqual([]);
  });
});
