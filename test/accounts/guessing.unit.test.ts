import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeyAttempts, createPasswordAttempts } from '../../server/accounts/sign-in/guessing.js';
import { networkOf } from '../../server/rate-limit.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const wrong = async () => null;
const right = async () => 'Jane';
const HOME = '203.0.113.7';

/** What a try gives, or why it is refused. */
async function outcome(tried: Promise<string | null>): Promise<string | null> {
  const settled = tried.catch((error) => error.code as string);
  await vi.advanceTimersByTimeAsync(10_000);
  return settled;
}

describe('guessing passwords', () => {
  it('is locked for one name from one address after ten attempts, for five minutes', async () => {
    const attempts = createPasswordAttempts();
    const jane = { name: 'jane', address: HOME };
    for (let tries = 0; tries < 10; tries += 1) expect(await attempts.run(jane, wrong)).toBeNull();
    await expect(attempts.run(jane, right)).rejects.toMatchObject({ code: 'LIMIT', details: { retryAfter: 300 } });
    expect(await attempts.run({ ...jane, name: 'joe' }, right)).toBe('Jane');
    await vi.advanceTimersByTimeAsync(300_000);
    expect(await attempts.run(jane, right)).toBe('Jane');
  });

  it('never locks out the right person elsewhere: the name is delayed by at most two seconds', async () => {
    const attempts = createPasswordAttempts();
    for (let place = 1; place <= 30; place += 1) {
      void attempts.run({ name: 'jane', address: `198.51.100.${place}` }, wrong);
      await vi.advanceTimersByTimeAsync(2_000);
    }
    let signedIn: string | null = null;
    void attempts.run({ name: 'jane', address: HOME }, right).then((name) => {
      signedIn = name;
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(signedIn).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(signedIn).toBe('Jane');
  });

  it('is locked for an address that tries name after name', async () => {
    const attempts = createPasswordAttempts();
    for (let name = 0; name < 50; name += 1) await attempts.run({ name: `person-${name}`, address: HOME }, wrong);
    expect(await outcome(attempts.run({ name: 'jane', address: HOME }, right))).toBe('LIMIT');
    expect(await outcome(attempts.run({ name: 'jane', address: '203.0.113.8' }, right))).toBe('Jane');
  });

  it('counts pending attempts: of a hundred in parallel, ten are checked', async () => {
    const attempts = createPasswordAttempts();
    let looked = 0;
    const slow = async () => {
      looked += 1;
      return null;
    };
    const all = Array.from({ length: 100 }, () => attempts.run({ name: 'jane', address: HOME }, slow));
    await Promise.allSettled(all);
    expect(looked).toBe(10);
  });

  it('is locked after fifty for an address that tries two hundred names in parallel', async () => {
    const attempts = createPasswordAttempts();
    let looked = 0;
    const slow = async () => {
      looked += 1;
      return null;
    };
    const all = Array.from({ length: 200 }, (_, n) => attempts.run({ name: `person-${n}`, address: HOME }, slow));
    await Promise.allSettled(all);
    expect(looked).toBe(50);
  });

  it('clears wrong attempts after a correct password, and ignores other failures', async () => {
    const attempts = createPasswordAttempts();
    const jane = { name: 'jane', address: HOME };
    for (let day = 0; day < 5; day += 1) {
      for (let tries = 0; tries < 5; tries += 1) await outcome(attempts.run(jane, wrong));
      expect(await outcome(attempts.run(jane, right))).toBe('Jane');
    }
    const away = () => Promise.reject(new Error('the database is away'));
    const other = { name: 'joe', address: HOME };
    for (let tries = 0; tries < 20; tries += 1) await expect(attempts.run(other, away)).rejects.toThrow('away');
  });
});

describe('guessing keys', () => {
  it('is locked for an address after twenty different ones, even for a correct key', async () => {
    const attempts = createKeyAttempts();
    for (let key = 0; key < 20; key += 1) await attempts.run({ key: `key-${key}`, address: HOME }, wrong);
    expect(await outcome(attempts.run({ key: 'the right one', address: HOME }, right))).toBe('LIMIT');
    await vi.advanceTimersByTimeAsync(300_000);
    expect(await attempts.run({ key: 'the right one', address: HOME }, right)).toBe('Jane');
  });

  it('counts pending attempts: of two hundred in parallel, twenty are checked', async () => {
    const attempts = createKeyAttempts();
    let looked = 0;
    const slow = async () => {
      looked += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return null;
    };
    const all = Array.from({ length: 200 }, (_, n) => outcome(attempts.run({ key: `key-${n}`, address: HOME }, slow)));
    expect((await Promise.all(all)).filter((one) => one === 'LIMIT')).toHaveLength(180);
    expect(looked).toBe(20);
  });

  it('accepts many correct attempts in parallel, as in an office that starts its day', async () => {
    const keys = createKeyAttempts();
    const passwords = createPasswordAttempts();
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return 'Jane';
    };
    const all = Array.from({ length: 120 }, (_, n) => [
      outcome(keys.run({ key: `key-${n}`, address: HOME }, slow)),
      outcome(passwords.run({ name: `person-${n}`, address: HOME }, slow)),
      outcome(passwords.run({ name: 'jane', address: HOME }, slow)),
    ]);
    expect(new Set(await Promise.all(all.flat()))).toEqual(new Set(['Jane']));
  });

  it('counts an outdated key that a program repeats only once', async () => {
    const attempts = createKeyAttempts();
    for (let tries = 0; tries < 100; tries += 1) await attempts.run({ key: 'old', address: HOME }, wrong);
    expect(await attempts.run({ key: 'new', address: HOME }, right)).toBe('Jane');
  });
});

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:1:2::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('takes %s as the place %s', (address, place) => {
  expect(networkOf(address)).toBe(place);
});
