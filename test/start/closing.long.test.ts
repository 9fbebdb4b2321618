import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { createTestApp } from '../helpers/test-app.js';

it('closes although a silent connection is open', async () => {
  const app = await createTestApp();
  const silent = connect(Number(new URL(app.url).port), '127.0.0.1');
  await once(silent, 'connect');
  const closed = once(silent, 'close');
  await app.close();
  await closed;
  expect(silent.destroyed).toBe(true);
});

/** Says something and keeps its side open, as a client does that waits, or has gone without a word. */
async function say(url: string, text: string) {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk));
  socket.on('error', () => {});
  const left = Promise.race([once(socket, 'end'), once(socket, 'close')]);
  socket.write(text);
  return { left, heard: () => heard };
}

const UPGRADE =
  'Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

it.each(['/%', '/nothing', '/api/jwt'])('lets go of an upgrade of %s that it refuses', async (path) => {
  const app = await createTestApp();
  const asked = await say(app.url, `GET ${path} HTTP/1.1\r\n${UPGRADE}`);
  await asked.left;
  expect(asked.heard()).not.toBe('');
  await app.close();
});

it('closes within seconds with unfinished requests or idle kept-alive connections', async () => {
  const app = await createTestApp();
  const hanging = [
    await say(app.url, `GET /% HTTP/1.1\r\n${UPGRADE}`),
    await say(app.url, `GET /graphql HTTP/1.1\r\n${UPGRADE}`),
    await say(
      app.url,
      'POST /webhooks/event HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    ),
    await say(app.url, 'GET /healthz HTTP/1.1\r\nHos'),
    await say(app.url, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'),
  ];
  await expect.poll(() => hanging.at(-1)!.heard()).toContain('"status":"ok"');
  const start = performance.now();
  await app.close();
  await Promise.all(hanging.map(({ left }) => left));
  expect(performance.now() - start).toBeLessThan(10_000);
});
