import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { createNoteKeeper } from '../../web/console/notes/note-keeper';

/** The browser's storage, and a server that can be away. */
function office(before: Record<string, string> = {}) {
  const stored = new Map<string, string>();
  const server = new Map(Object.entries(before));
  const written: string[] = [];
  let away = false;
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
    removeItem: (key: string) => void stored.delete(key),
    key: (at: number) => [...stored.keys()][at] ?? null,
    get length() {
      return stored.size;
    },
  };
  const answer = async () => {
    await Promise.resolve();
    if (away) throw new Error('The server is away.');
  };
  const open = () =>
    createNoteKeeper({
      person: 'jane',
      storage,
      read: (leg) => answer().then(() => server.get(leg) ?? ''),
      write: async (leg, text) => {
        await answer();
        written.push(text);
        server.set(leg, text);
      },
    });
  const goAway = (on: boolean) => {
    away = on;
  };
  return { stored, server, written, open, goAway };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a note', () => {
  it('is saved a moment after the last key', async () => {
    const { open, server } = office();
    const keeper = open();
    keeper.type('a', 'Invoice 4711');
    expect(keeper.get('a').state).toBe('pending');
    await pass(700);
    expect([server.get('a'), keeper.get('a').state]).toEqual(['Invoice 4711', 'kept']);
  });

  it('is saved every few seconds while someone types without a pause', async () => {
    const { open, server } = office();
    const keeper = open();
    let text = '';
    for (let key = 0; key < 100; key += 1) {
      text += 'x';
      keeper.type('a', text);
      await pass(100);
    }
    expect(server.get('a')?.length).toBeGreaterThan(60);
  });

  it('is not lost when another call is shown before it is saved', async () => {
    const { open, server } = office();
    const keeper = open();
    keeper.type('a', 'wants a callback');
    keeper.flush();
    keeper.open('b');
    await pass(0);
    keeper.type('b', 'the next one');
    await pass(700);
    expect(Object.fromEntries(server)).toEqual({ a: 'wants a callback', b: 'the next one' });
  });

  it('waits for a server that is away, and says so', async () => {
    const { open, server, stored, goAway } = office();
    const keeper = open();
    goAway(true);
    keeper.type('a', 'kept at home');
    await pass(1000);
    expect([keeper.get('a').state, [...stored.values()]]).toEqual(['failed', ['kept at home']]);
    goAway(false);
    await pass(5000);
    expect([keeper.get('a').state, server.get('a'), stored.size]).toEqual(['kept', 'kept at home', 0]);
  });

  it('that a closed page could not save is saved by the next one, and shown there', async () => {
    const { open, server, stored } = office({ a: 'old' });
    const closed = open();
    closed.open('a');
    await pass(0);
    closed.type('a', 'not yet saved');
    vi.clearAllTimers();
    const next = open();
    expect(next.get('a').text).toBe('not yet saved');
    await pass(700);
    expect([server.get('a'), stored.size]).toEqual(['not yet saved', 0]);
  });

  it('that another tab has saved in the meantime is not overwritten with older text', async () => {
    const { open, server, stored } = office();
    const first = open();
    first.type('a', 'one');
    const second = open();
    first.type('a', 'one and two');
    await pass(700);
    await pass(5000);
    expect([server.get('a'), stored.size, second.get('a').state]).toEqual(['one and two', 0, 'kept']);
  });

  it('of the server is shown, unless the agent has typed since', async () => {
    const { open } = office({ a: 'from before' });
    const keeper = open();
    keeper.open('a');
    await pass(0);
    expect(keeper.get('a')).toMatchObject({ text: 'from before', state: 'kept' });
    keeper.type('b', 'mine');
    keeper.open('b');
    await pass(0);
    expect(keeper.get('b').text).toBe('mine');
  });

  it('that cannot be read is no empty note that is saved: it is read again until it is there', async () => {
    const { open, goAway } = office({ a: 'from before' });
    const keeper = open();
    goAway(true);
    keeper.open('a');
    await pass(3000);
    expect(keeper.get('a')).toMatchObject({ text: '', state: 'loading' });
    goAway(false);
    await pass(5000);
    expect(keeper.get('a')).toMatchObject({ text: 'from before', state: 'kept' });
  });

  it('that could not be read is not replaced by what is typed: that is added to it', async () => {
    const { open, server, written, stored, goAway } = office({ a: 'from before' });
    const keeper = open();
    goAway(true);
    keeper.open('a');
    await pass(1000);
    keeper.type('a', 'one');
    await pass(1000);
    expect([keeper.get('a').state, keeper.unsaved()]).toEqual(['failed', []]);
    goAway(false);
    await pass(10_000);
    expect([server.get('a'), written, stored.size]).toEqual(['from before\none', ['from before\none'], 0]);
    keeper.type('a', 'all new');
    await pass(700);
    expect(server.get('a')).toBe('all new');
  });

  it('that could not be read before the page was closed is added to by the next page', async () => {
    const { open, server, stored, goAway } = office({ a: 'from before' });
    goAway(true);
    open().type('a', 'one');
    await pass(700);
    vi.clearAllTimers();
    const next = open();
    goAway(false);
    await pass(5000);
    expect([next.get('a').text, server.get('a'), stored.size]).toEqual(['from before\none', 'from before\none', 0]);
  });

  it('is saved at once for someone who signs out, also what is typed while it is being saved', async () => {
    const { open, server } = office();
    const keeper = open();
    keeper.type('a', 'one');
    const leaving = keeper.saved();
    keeper.type('a', 'one and two');
    await leaving;
    expect(server.get('a')).toBe('one and two');
  });
});

test('whatever is typed, switched, lost and reloaded: in the end the server has all of it, below what it had before', async () => {
  const leg = fc.constantFrom('a', 'b', 'c');
  const step = fc.oneof(
    fc.record({ do: fc.constant('type' as const), leg }),
    fc.record({ do: fc.constant('open' as const), leg }),
    fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 4000 }) }),
    fc.record({ do: fc.constant('away' as const), on: fc.boolean() }),
    fc.constant({ do: 'flush' as const }),
    fc.constant({ do: 'reload' as const }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { open, server, goAway } = office({ a: 'from before' });
      let keeper = open();
      const typed = new Map([['a', ['from before']]]);
      for (const [place, one] of steps.entries()) {
        if (one.do === 'type') {
          // At the end of what the agent sees.
          keeper.type(one.leg, `${keeper.get(one.leg).text}word ${place}.`);
          typed.set(one.leg, [...(typed.get(one.leg) ?? []), `word ${place}.`]);
        }
        if (one.do === 'open') keeper.open(one.leg);
        if (one.do === 'pass') await pass(one.ms);
        if (one.do === 'away') goAway(one.on);
        if (one.do === 'flush') keeper.flush();
        if (one.do === 'reload') {
          // What was being sent arrives or fails; the old page does nothing more.
          await pass(0);
          vi.clearAllTimers();
          keeper = open();
        }
      }
      goAway(false);
      await pass(20_000);
      for (const [name, words] of typed) {
        expect(server.get(name)?.replaceAll('\n', '')).toBe(words.join(''));
        keeper.open(name);
        await pass(5000);
        expect(keeper.get(name)).toMatchObject({ text: server.get(name), state: 'kept' });
      }
    }),
    { numRuns: 200, seed: 15 },
  );
});
