import { request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calls, legs } from '../../server/calls/calls.table.js';
import { events } from '../../server/calls/events/events.table.js';
import { LEG_STATUSES } from '../../server/vonage/webhook-bodies.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
const lines: string[] = [];

beforeAll(async () => {
  app = await createTestApp({ logged: (line) => lines.push(line) });
  application = await (await app.connectAccount()).createApplication();
  const { apiKey, signatureSecret } = app.simulator.credentials;
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
});
afterAll(() => app?.close());

const path = (name: string) => new URL(application.eventUrl).pathname.replace(/event$/, name);
let count = 0;
const leg = () => {
  count += 1;
  return { uuid: `leg-${count}`, conversation_uuid: `CON-${count}` };
};
const started = () => ({ ...leg(), status: 'started', direction: 'inbound', timestamp: new Date().toISOString() });

describe('addresses and bodies as other programs write them', () => {
  it.each([
    ['a slash at the end', (at: string) => `${at}/`],
    ['a doubled slash', (at: string) => `/${at}`],
    ['doubled slashes everywhere', (at: string) => at.replaceAll('/', '//')],
  ])('%s', async (_, written) => {
    expect((await vonage.post(written(path('event')), started())).status).toBe(200);
    expect((await vonage.post(written(path('answer')), leg())).json).toMatchObject([{ action: 'talk' }, {}]);
    expect((await fetch(`${app.url}${written('/api/jwt')}`, { method: 'POST' })).status).toBe(400);
  });

  /** What no HTTP client of today sends by itself. */
  const raw = (body: string | Buffer, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const authorization = `Bearer ${vonage.token(body as string)}`;
      const { hostname, port } = new URL(app.url);
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      request(
        { hostname, port, path: path('event'), method: 'POST', headers: { authorization, ...length, ...headers } },
        (reply) => {
          reply.resume();
          resolve(reply.statusCode ?? 0);
        },
      )
        .on('error', reject)
        .end(body);
    });

  it.each([
    ['an empty content type', { 'content-type': '' }],
    ['no content type', {}],
    ['a content type of nothing', { 'content-type': 'nonsense' }],
    ['a list of content types', { 'content-type': 'application/json, text/plain' }],
    ['a content type in capitals', { 'content-type': 'Application/JSON; Charset=UTF-8' }],
    ['a form’s content type', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('an event with %s', async (_, headers) => {
    expect(await raw(JSON.stringify(started()), headers as Record<string, string>)).toBe(200);
  });

  it('accepts an event that begins with a byte order mark', async () => {
    expect(await raw(`\uFEFF${JSON.stringify(started())}`, { 'content-type': 'application/json' })).toBe(200);
  });
});

describe('events with arbitrary content', () => {
  it('are stored when their status is no text, and cannot become one', async () => {
    const event = { ...started(), status: { toString: '', valueOf: '' } };
    expect((await vonage.post(path('event'), event)).status).toBe(200);
  });

  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('', 'Jane', 'anonymous', '447700900001', '2026-11-26T12:00:00.000Z'),
  );
  const odd = fc.oneof(
    word,
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
    fc.jsonValue(),
    fc.array(word),
    fc.dictionary(word, word),
  );
  const names = [
    ...['from', 'to', 'from_user', 'direction', 'timestamp', 'start_time', 'end_time', 'duration', 'price', 'rate'],
    ...['dtmf', 'speech', 'payload', 'recording_url', 'transcription_url', 'type', 'reason', 'original_request'],
    ...[
      'conversation_uuid_from',
      'conversation_uuid_to',
      'call_uuid',
      'detail',
      'sub_state',
      'headers',
      'disconnected_by',
    ],
    ...['custom_data', 'client_ref', 'answered', '__proto__', 'constructor', 'region_url'],
  ];
  const body = fc.record(Object.fromEntries(names.map((name) => [name, odd])), { requiredKeys: [] });
  const status = fc.option(
    fc.oneof(
      fc.constantFrom(...LEG_STATUSES),
      fc.constantFrom('COMPLETED', 'redirected', 'transcribed', 'success'),
      odd,
    ),
  );

  it('are all applied without an error, and only a status creates a call', async () => {
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(body, status), { minLength: 10, maxLength: 10 }), async (list) => {
        const mine: string[] = [];
        for (const [more, said] of list) {
          n += 1;
          const uuid = `odd-${n}`;
          const event = { ...more, uuid, conversation_uuid: `CON-odd-${n}`, ...(said !== null && { status: said }) };
          if (LEG_STATUSES.some((one) => one === said)) mine.push(uuid);
          for (const name of ['event', 'recording']) {
            const sent = await vonage.post(path(name), event);
            expect(sent.status, JSON.stringify(event)).toBe(200);
          }
          expect((await vonage.post(path('dtmf'), event)).status).toBe(200);
        }
        await app.services.calls.apply(application.id);
        const known = (await app.db.select({ uuid: legs.uuid }).from(legs)).map(({ uuid }) => uuid);
        const ghosts = known.filter(
          (uuid) => uuid.startsWith('odd-') && !mine.includes(uuid) && Number(uuid.slice(4)) > n - 10,
        );
        expect(ghosts).toEqual([]);
      }),
      { numRuns: 5, endOnFailure: true },
    );
    expect((await app.db.select().from(events)).every(({ appliedAt }) => appliedAt !== null)).toBe(true);
    expect((await app.db.select().from(calls)).every(({ id }) => id)).toBe(true);
    expect(lines.filter((line) => /cannot be (stored|applied)|could not be/.test(line))).toEqual([]);
  }, 120_000);
});
