import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  await app.connectAccount();
});
afterAll(() => app?.close());

const OF_LEG = 'subscription ($legUuid: ID!) { callOfLeg(legUuid: $legUuid) { from to } }';

it('keeps its memory over 5000 page changes, some of them before the subscription has begun', {
  timeout: 120_000,
}, async () => {
  const collect = () => {
    setFlagsFromString('--expose_gc');
    (runInNewContext('gc') as () => void)();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { cookie: app.cookie('a')! },
  });
  const listening = new Set<string>();
  let acknowledged = false;
  socket.on('open', () => socket.send('{"type":"connection_init","payload":{"slot":"a"}}'));
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data));
    if (type === 'connection_ack') acknowledged = true;
    if (type === 'ping') listening.add(payload.listening);
  });
  await waitFor(() => acknowledged);
  let page = 0;
  async function change(pages: number): Promise<void> {
    for (const last = page + pages; page < last; page += 1) {
      const id = String(page);
      const payload = { query: OF_LEG, variables: { legUuid: `page-${page}` } };
      socket.send(JSON.stringify({ id, type: 'subscribe', payload }));
      if (page % 2 === 0) await waitFor(() => listening.has(id));
      socket.send(JSON.stringify({ id, type: 'complete' }));
      listening.clear();
    }
  }
  await change(1000);
  const before = collect();
  await change(4000);
  const after = collect();
  expect(after - before).toBeLessThan(12);
  socket.close();
});
