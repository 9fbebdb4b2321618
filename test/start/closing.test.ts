import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { createTestApp } from '../helpers/test-app.js';

it('closes although somebody has opened a connection and says nothing', async () => {
  const app = await createTestApp();
  const silent = connect(Number(new URL(app.url).port), '127.0.0.1');
  await once(silent, 'connect');
  const closed = once(silent, 'close');
  await app.close();
  await closed;
  expect(silent.destroyed).toBe(true);
});
