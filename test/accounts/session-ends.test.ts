import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const WHO = '{ viewer { name } }';
const LIST = '{ sessions { id slot } }';
const SIGN_IN = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { name } }';
const CREATE = 'mutation Create($input: CreateMemberInput!) { createMember(input: $input) { member { id } } }';
const PASSWORD = 'correct horse battery';
const HOUR = 3_600_000;
const MINUTE = 60_000;

let app: TestApp;
beforeAll(async () => {
  // Only intervals: the test controls when the minute is over after which open pages are recorded.
  vi.useFakeTimers({ toFake: ['setInterval'] });
  app = await createTestApp({ servers: 2, env: { SESSION_IDLE_HOURS: '12' } });
  await app.connectAccount();
});
afterAll(async () => {
  vi.useRealTimers();
  await app?.close();
});

const signIn = (name: string, slot: string, cookie?: string, server = 0) =>
  app.ask(SIGN_IN, { input: { name, password: PASSWORD } }, { slot, server, ...(cookie !== undefined && { cookie }) });
const isIn = async (slot: string, cookie = app.cookie(slot)!, server = 0) =>
  (await app.ask<{ viewer: object | null }>(WHO, {}, { slot, cookie, server })).viewer !== null;
const sessionsIn = async (slot: string) =>
  (await app.ask<{ sessions: { slot: string }[] }>(LIST, {}, { slot })).sessions.length;

let people = 0;
async function person() {
  people += 1;
  const name = `person${people}`;
  await app.connectAccount({ slot: 'admin' });
  await app.ask(
    CREATE,
    { input: { name, displayName: name, role: 'SUPERVISOR', password: PASSWORD } },
    { slot: 'admin' },
  );
  return name;
}

describe('signing in again', () => {
  it('in a slot replaces the session there, and the previous cookie is invalid on all servers', async () => {
    const name = await person();
    await signIn(name, 'b');
    const before = app.cookie('b')!;
    for (let times = 0; times < 5; times += 1) await signIn(name, 'b', undefined, times % 2);
    expect(await sessionsIn('b')).toBe(1);
    expect(await isIn('b', before)).toBe(false);
    await waitFor(async () => !(await isIn('b', before, 1)));
  });

  it('as someone else in a slot ends the session that was there', async () => {
    const [first, second] = [await person(), await person()];
    await signIn(first, 'c');
    const before = app.cookie('c')!;
    await signIn(second, 'c');
    expect(await isIn('c', before)).toBe(false);
  });

  it('sixty times without a cookie keeps the twenty most recently used sessions', async () => {
    const name = await person();
    const cookies: string[] = [];
    for (let times = 0; times < 60; times += 1) {
      app.clock.advance(2 * MINUTE);
      if (times > 20) expect(await isIn('d', cookies[20])).toBe(true);
      await signIn(name, 'd', 'none=', times % 2);
      cookies.push(app.cookie('d')!);
    }
    expect(await sessionsIn('d')).toBe(20);
    expect(await isIn('d', cookies[20])).toBe(true);
    expect(await isIn('d', cookies[39])).toBe(false);
  });
});

describe('an unused session', () => {
  it('ends after SESSION_IDLE_HOURS on all servers, and is no longer listed', async () => {
    const name = await person();
    await signIn(name, 'e');
    await signIn(name, 'f');
    app.clock.advance(11 * HOUR);
    expect(await isIn('e')).toBe(true);
    app.clock.advance(2 * HOUR);
    expect(await isIn('f')).toBe(false);
    expect(await isIn('f', undefined, 1)).toBe(false);
    expect(await sessionsIn('e')).toBe(1);
    app.clock.advance(12 * HOUR);
    expect(await isIn('e')).toBe(false);
  });

  it('continues while a page is open, on any server', async () => {
    const name = await person();
    await signIn(name, 'g');
    const page = await subscribe(app.url, {
      query: 'subscription { callChanged { id } }',
      cookie: app.cookie('g')!,
      slot: 'g',
    });
    for (let hours = 0; hours < 14; hours += 2) {
      app.clock.advance(2 * HOUR);
      await vi.advanceTimersByTimeAsync(MINUTE);
    }
    await waitFor(() => isIn('g', undefined, 1));
    expect(await isIn('g')).toBe(true);
    await page.stop();
    app.clock.advance(13 * HOUR);
    await vi.advanceTimersByTimeAsync(MINUTE);
    await waitFor(async () => !(await isIn('g')));
    expect(await isIn('g', undefined, 1)).toBe(false);
  });
});
