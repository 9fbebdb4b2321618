import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const SIGN_IN = /* GraphQL */ `
  mutation SignIn($input: VonageSignInInput!) {
    signInWithVonage(input: $input) { account { kind signatureSecretKnown publicUrlProblem simulatorUrl } }
  }
`;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({
    env: ({ apiKey, apiSecret }) => ({
      VONAGE_API_KEY: apiKey,
      VONAGE_API_SECRET: apiSecret,
      VONAGE_SIGNATURE_SECRET: 'what Vonage signs with',
      PUBLIC_URL: 'https://calls.example',
    }),
  });
});
afterAll(() => app.close());

it('offers no simulator if the settings contain a cloud account', async () => {
  expect(await app.ask('{ signInOptions { simulator { url } cloud } }')).toEqual({
    signInOptions: { simulator: null, cloud: true },
  });
  const { apiKey, apiSecret } = app.simulator.credentials;
  const { extensions } = await app.refused(SIGN_IN, { input: { kind: 'SIMULATOR', apiKey, apiSecret } });
  expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.kind', rule: 'noSimulator' });
});

it('knows the account of the settings before anybody has signed in, and its signature secret', async () => {
  const { apiKey, apiSecret } = app.simulator.credentials;
  const account = '{ account { kind signatureSecretKnown publicUrlProblem } }';
  expect(await app.ask(account, {}, { basic: `${apiKey}:${apiSecret}` })).toEqual({
    account: { kind: 'CLOUD', signatureSecretKnown: true, publicUrlProblem: null },
  });
  expect((await app.refused(account, {}, { basic: `${apiKey}:${apiSecret}x` })).extensions.code).toBe(
    'UNAUTHENTICATED',
  );
  expect(await app.ask(SIGN_IN, { input: { kind: 'CLOUD', apiKey, apiSecret } })).toEqual({
    signInWithVonage: {
      account: { kind: 'CLOUD', signatureSecretKnown: true, publicUrlProblem: null, simulatorUrl: null },
    },
  });
});

it('requires https (HSTS), and lets its pages connect only to Vonage', async () => {
  const { headers } = await fetch(`${app.url}/healthz`);
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}; includeSubDomains$/);
  const [policy] = /connect-src [^;]+/.exec(headers.get('content-security-policy') ?? '') ?? [];
  expect(new Set(policy?.split(' '))).toEqual(
    new Set(['connect-src', "'self'", 'https://*.vonage.com', 'wss://*.vonage.com']),
  );
  expect(headers.get('content-security-policy')).toContain("script-src 'self';");
});
