import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const HOME = 'query ($id: ID!) { homeCountry(applicationId: $id) }';
const CALL_FROM = /* GraphQL */ `
  mutation ($id: ID!, $number: String!) {
    updateApplication(id: $id, input: { defaultOutgoingNumber: $number }) { homeCountry }
  }
`;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app?.close());

it('agents dial as in the country of the number from which they call', async () => {
  const { createApplication } = await app.connectAccount();
  const demo = await createApplication();
  const other = await createApplication('Other');
  await demo.addUser('Jane');
  await demo.signInAgent('Jane', 'jane');
  const home = (id: string) => app.ask(HOME, { id }, { slot: 'jane' });
  expect(await home(demo.id)).toEqual({ homeCountry: null });

  await demo.rentNumber('GB');
  expect(await home(demo.id)).toEqual({ homeCountry: 'GB' });
  const { msisdn } = await demo.rentNumber('FR');
  expect(await home(demo.id)).toEqual({ homeCountry: 'GB' });
  const chosen = await app.ask(CALL_FROM, { id: demo.id, number: msisdn });
  expect(chosen).toEqual({ updateApplication: { homeCountry: 'FR' } });
  expect(await home(demo.id)).toEqual({ homeCountry: 'FR' });
  expect((await app.refused(HOME, { id: other.id }, { slot: 'jane' })).extensions.code).toBe('FORBIDDEN');
});
