import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ env: { VONAGE_REQUESTS_PER_SECOND: '15' } });
});
afterAll(() => app?.close());

it('two hundred new users requested by apps in parallel delay the owner’s requests to Vonage by at most two seconds', async () => {
  const demo = await (await app.connectAccount()).createApplication();
  const other = await (await app.connectAccount()).createApplication('Other');
  const ask = async (mobile_api_key: string, user_name: string) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ mobile_api_key, user_name });
    const response = await fetch(`${app.url}/api/jwt`, { method: 'POST', headers, body });
    const reply = (await response.json()) as { code?: string };
    return { status: response.status, code: reply.code, again: Number(response.headers.get('retry-after')) };
  };
  const flood = Array.from({ length: 200 }, (_, n) => ask(demo.mobileApiKey, `New ${n}`));
  const refused = await Promise.any(flood.map(async (one) => ((await one).status === 429 ? one : Promise.reject())));
  expect(refused).toMatchObject({ code: 'LIMIT', again: expect.any(Number) });
  const start = performance.now();
  await app.ask('{ account { balance } }');
  await app.ask('{ availableNumbers(country: "GB", first: 1) { nodes { msisdn } } }');
  expect(performance.now() - start).toBeLessThan(2 * 2_000);
  const all = await Promise.all(flood);
  expect(all.filter(({ status }) => status === 200)).toHaveLength(30);
  expect(all.filter(({ status, again }) => status === 429 && again > 0)).toHaveLength(170);
  // Whoever is known already, and other applications, are not concerned.
  expect((await ask(demo.mobileApiKey, 'New 0')).status).toBe(200);
  expect((await ask(other.mobileApiKey, 'New 0')).status).toBe(200);
});
