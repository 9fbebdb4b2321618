import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../server/app.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let test: TestApp;
let app: FastifyInstance;
let webRoot: string;
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'denwaban-web-'));
  await mkdir(join(webRoot, 'assets'));
  await writeFile(join(webRoot, 'index.html'), '<title>Denwaban</title>');
  await writeFile(join(webRoot, 'assets/main-1a2b3c.js'), `console.log('${'a long script '.repeat(200)}');`);
  test = await createTestApp();
  const { services, config } = test.servers[0]!;
  app = await buildApp({ services, config, log: pino({ level: 'silent' }), simulator: () => null, webRoot });
});
afterAll(async () => {
  await app.close();
  await test.close();
  await rm(webRoot, { recursive: true });
});

it.each(['/', '/u/a/console', '/phone', '/u/b/calls/0199?tab=events'])(
  'serves the page at %s, never kept',
  async (url) => {
    const { statusCode, headers, body } = await app.inject({ url });
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: '<title>Denwaban</title>' });
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-security-policy']).toContain("connect-src 'self'");
  },
);

it('serves files whose name says their version compressed, and for ever', async () => {
  const { headers } = await app.inject({ url: '/assets/main-1a2b3c.js', headers: { 'accept-encoding': 'gzip' } });
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'gzip',
  });
});

it.each([
  ['GET', '/assets/gone.js'],
  ['GET', '/api/nothing'],
  ['GET', '/%61pi/nothing'],
  ['GET', '/graph%71l/x?y=/u/a'],
  ['GET', '/webhooks/x/nothing'],
  ['GET', '/assets/%2e%2e%2f%2e%2e%2fpackage.json'],
  ['POST', '/u/a/console'],
] as const)('answers %s %s with a plain 404', async (method, url) => {
  const { statusCode, body } = await app.inject({ method, url });
  expect({ statusCode, code: JSON.parse(body).code }).toEqual({ statusCode: 404, code: 'NOT_FOUND' });
});

it.each(['/graphql/', '//graphql', '/graphql//'])('answers a program that writes %s', async (url) => {
  const { statusCode, body } = await app.inject({ method: 'POST', url, payload: { query: '{ viewer { id } }' } });
  expect({ statusCode, body: JSON.parse(body) }).toEqual({ statusCode: 200, body: { data: { viewer: null } } });
});

it.each(['/api/jwt/', '//api/jwt', '/webhooks/answer/', '/webhooks//event'])('has the same door at %s', async (url) => {
  const { statusCode } = await app.inject({ method: 'POST', url, payload: {} });
  expect(statusCode).not.toBe(404);
});
