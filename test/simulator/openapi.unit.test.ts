import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../scripts/openapi/compare.js';
import { readDefinitions } from '../../scripts/openapi/definitions.js';
import { converse, type Exchange } from '../../scripts/openapi/exchanges.js';
import { startSimulator } from '../helpers/simulator.js';

/** Small on purpose; the real ones are checked by `npm run check:openapi -- <folder>`. */
const USERS = `
servers: [{ url: 'https://api.nexmo.com/v0.2' }]
paths:
  /users/{id}:
    get:
      responses:
        "200": { content: { application/json: { schema: { $ref: 'shapes.yml#/user' } } } }
        "404": { description: Not found }
    put: { responses: { "200": { description: OK } } }
`;
const SHAPES = `
user:
  type: object
  required: [id, name]
  properties:
    id: { type: string }
    name: { type: string, nullable: true }
    friends: { type: array, items: { $ref: '#/user' } }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'denwaban-definitions-'));
  await writeFile(join(folder, 'users.yml'), USERS);
  await writeFile(join(folder, 'shapes.yml'), SHAPES);
});
afterAll(() => rm(folder, { recursive: true }));

const reply = (status: number, body?: unknown): Exchange => {
  const [path, template] = ['/v1/users/USR-1', '/v1/users/{id}'];
  return { method: 'GET', path, template, status, body };
};
const against = (...exchanges: Exchange[]) => compare(readDefinitions(folder), exchanges);

describe('a response compared with a definition', () => {
  it('is valid when it has what the definition asks for, through references to another file', () => {
    const { valid, deviations } = against(
      reply(200, { id: 'USR-1', name: null, friends: [] }),
      reply(404, { title: 'x' }),
    );
    expect(valid.map(({ status }) => status)).toEqual([200, 404]);
    expect(deviations).toEqual([]);
  });

  it.each([
    ['a field is missing', reply(200, { id: 'USR-1' }), "must have required property 'name'"],
    ['a field is of another kind', reply(200, { id: 1, name: 'x' }), '/id must be string'],
    ['it has no body', reply(200), 'no body'],
    ['its status is not foreseen', reply(201, { id: 'USR-1', name: 'x' }), 'no reply 201'],
  ])('deviates when %s', (_what, exchange, problem) => {
    expect(against(exchange).deviations).toMatchObject([{ problem: expect.stringContaining(problem) }]);
  });

  it('tells fields that the definition does not name', () => {
    const { valid } = against(reply(200, { id: 'USR-1', name: 'x', nmae: 'x' }));
    expect(valid).toMatchObject([{ newer: ['nmae'], never: ['friends'] }]);
  });

  it('tells operations that only one side knows', () => {
    const { undefinedOperations, notAsked } = against({ ...reply(200), method: 'PATCH' });
    expect(undefinedOperations).toEqual(['PATCH /v1/users/{id}']);
    expect(notAsked.map(({ method }) => method)).toEqual(['GET', 'PUT']);
  });
});

describe('the conversation with the simulator', () => {
  it('requests everything it imitates, without an error', async () => {
    const simulator = await startSimulator({ speechRate: 100_000, manners: { idle_stop: 'works' } });
    const exchanges = await converse(simulator, simulator.url);
    await simulator.close();
    expect(exchanges.filter(({ status }) => status >= 500)).toEqual([]);
    const succeeded = new Set(
      exchanges.filter(({ status }) => status < 300).map((one) => `${one.method} ${one.template}`),
    );
    expect(succeeded.size).toBeGreaterThanOrEqual(47);
  });
});
