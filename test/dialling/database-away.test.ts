import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const NUMBER = '447700900456';
const SORRY = 'Sorry, this call cannot be connected.';

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
beforeAll(async () => {
  app = await createTestApp();
  const made = await (await app.connectAccount()).createApplication();
  await made.rentNumber('GB');
  application = made;
  vonage = createSender({ url: app.url, ...app.simulator.credentials, vonageId: application.vonageId });
});
afterAll(() => app?.close());

/** The number that Vonage is told to call, or the sentence that the agent hears. */
async function places(user: string, to = NUMBER): Promise<string> {
  const ids = { uuid: randomUUID(), conversation_uuid: `CON-${randomUUID()}` };
  const body = { from_user: user, endpoint_type: 'app', to, ...ids };
  const { status, json } = await vonage.post(`/webhooks/${application.id}/answer`, body);
  expect(status).toBe(200);
  type Action = { action: string; text?: string; endpoint?: { number: string }[] };
  const connect = (json as Action[]).find(({ action }) => action === 'connect');
  return connect?.endpoint?.[0]?.number ?? (json as Action[])[0]!.text!;
}

it('lets agents call from memory while the database is down, except near a limit that cannot be counted', async () => {
  // In the second half, and in the last 24 calls, the database counts.
  await app.ask('mutation { updateDiallingRules(input: { callsPerUserPerHour: 26 }) { countries } }');
  await app.line.cut();
  expect(await places('Jane')).toBe(NUMBER);
  expect(await places('Jane')).toBe(NUMBER);
  expect(await places('Jane')).toBe(
    `${SORRY} Your calls cannot be counted at the moment, and your limit is near. Please try again shortly.`,
  );
  expect(await places('Joe')).toBe(NUMBER);
  expect(await places('Joe', '449098790000')).toBe(`${SORRY} Premium rate numbers may not be called.`);
  await app.line.mend();
  await waitFor(async () => (await places('Jane')) === NUMBER);
});
