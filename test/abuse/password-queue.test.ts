import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { createTarget } from './target.js';

const CREATE = 'mutation Create($input: CreateMemberInput!) { createMember(input: $input) { member { id } } }';
const SIGN_IN = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { name } }';
const CHANGE = 'mutation Change($input: ChangePasswordInput!) { changePassword(input: $input) { id } }';
const PASSWORD = 'correct horse battery';

let app: TestApp;
let target: ReturnType<typeof createTarget>;
beforeAll(async () => {
  app = await createTestApp({ env: { TRUST_PROXY: '1' } });
  await app.connectAccount();
  target = createTarget(app);
  for (const name of ['eve', 'jane', 'joe']) {
    await app.ask(CREATE, { input: { name, displayName: name, role: 'SUPERVISOR', password: PASSWORD } });
  }
});
afterAll(() => app?.close());

it('hundreds of parallel password changes by one person do not prevent others from signing in, even from the same address', async () => {
  const place = target.elsewhere();
  const signIn = (name: string, from: string) => {
    const asked = { query: SIGN_IN, variables: { input: { name, password: PASSWORD } } };
    return target.post('/graphql', asked, { 'x-denwaban-slot': name }, from);
  };
  const cookie = (await signIn('eve', place)).headers.get('set-cookie')!.split(';')[0]!;
  const change = { query: CHANGE, variables: { input: { current: PASSWORD, password: PASSWORD } } };
  let over = false;
  const flood = Promise.all(
    Array.from({ length: 40 }, async () => {
      while (!over) await target.post('/graphql', change, { 'x-denwaban-slot': 'eve', cookie }, place);
    }),
  );
  try {
    for (let times = 0; times < 2; times += 1) {
      for (const from of [place, target.elsewhere()]) {
        const tried = [await signIn('jane', from), await signIn('joe', from)];
        expect(tried.map(({ text }) => JSON.parse(text))).toEqual([
          { data: { signIn: { name: 'jane' } } },
          { data: { signIn: { name: 'joe' } } },
        ]);
      }
    }
  } finally {
    over = true;
    await flood;
  }
});
