import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

it('tells a stranger that nobody is signed in', async () => {
  expect(await app.ask('{ viewer { name } }')).toEqual({ viewer: null });
});
