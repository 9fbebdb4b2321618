import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { createTarget, type Reply } from './target.js';

let app: TestApp;
let demo: SeededApplication;
let target: ReturnType<typeof createTarget>;
beforeAll(async () => {
  app = await createTestApp({ env: { TRUST_PROXY: '1' } });
  demo = await (await app.connectAccount()).createApplication();
  target = createTarget(app);
});
afterAll(() => app?.close());

it('eight of the heaviest queries in parallel do not delay callers', async () => {
  const sender = createSender({ url: app.url, ...app.simulator.credentials, vonageId: demo.vonageId });
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  let over = false;
  const load = Promise.all(
    Array.from({ length: 8 }, async () => {
      const replies: Reply[] = [];
      for (let n = 0; n < 5; n += 1)
        replies.push(await target.post('/graphql', { query: getIntrospectionQuery() }, { cookie: app.cookie('a')! }));
      return replies;
    }),
  ).finally(() => {
    over = true;
  });
  const waits: number[] = [];
  for (let call = 0; !over; call += 1) {
    const body = JSON.stringify({ to: '447700900123', from: '447700900001', uuid: `heavy-${call}` });
    const headers = { authorization: `Bearer ${sender.token(body)}` };
    const { status, took } = await target.post(`/webhooks/${demo.id}/answer`, body, headers);
    expect(status).toBe(200);
    waits.push(took);
  }
  delay.disable();
  const replies = (await load).flat();
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
  expect(waits.length).toBeGreaterThan(10);
  expect(Math.max(...waits)).toBeLessThan(1_000);
});
