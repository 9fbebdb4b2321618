import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import { placeCall, SORRY } from './place-calls.js';

const NUMBER = '447700900456';

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
beforeAll(async () => {
  app = await createTestApp({ lines: 'one' });
  const made = await (await app.connectAccount()).createApplication();
  await made.rentNumber('GB');
  application = made;
  vonage = createSender({ url: app.url, ...app.simulator.credentials, vonageId: application.vonageId });
});
afterAll(() => app?.close());

const places = (user: string, to = NUMBER) => placeCall(vonage, application.id, to, { user });

it('lets agents place a few calls that are not counted while the database is down, and then no more', async () => {
  // A sixteenth of the limit is two calls.
  await app.ask('mutation { updateDiallingRules(input: { callsPerUserPerHour: 32 }) { countries } }');
  // The server reads of the new number on its own.
  await waitFor(async () => (await places('Kim')) === NUMBER);
  await app.line.cut();
  expect(await places('Jane')).toBe(NUMBER);
  expect(await places('Jane')).toBe(NUMBER);
  expect(await places('Jane')).toBe(`${SORRY} Your calls cannot be counted at the moment. Please try again shortly.`);
  expect(await places('Joe')).toBe(NUMBER);
  expect(await places('Joe', '449098790000')).toBe(`${SORRY} Premium rate numbers may not be called.`);
  await app.line.mend();
  await waitFor(async () => (await places('Jane')) === NUMBER);
});
