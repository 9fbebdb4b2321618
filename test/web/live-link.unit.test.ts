import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { parse } from 'graphql';
import type { Client, FormattedExecutionResult, Sink, SubscribePayload } from 'graphql-ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLiveLink } from '../../web/lib/live/live-link';
import { idOf } from '../../web/lib/live/live-socket';
import type { LiveView } from '../../web/lib/live/live-view';

type Listener = (...args: unknown[]) => void;

/** The client library's side of a socket; the test says what comes over it. */
function fakeSocket() {
  const begun: { payload: SubscribePayload; sink: Sink<FormattedExecutionResult>; left: boolean }[] = [];
  const listeners = new Map<string, Set<Listener>>();
  const socket = {
    subscribe(payload: SubscribePayload, sink: Sink<FormattedExecutionResult>) {
      const one = { payload, sink, left: false };
      begun.push(one);
      return () => {
        one.left = true;
      };
    },
    on(event: string, listener: Listener) {
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(listener));
      return () => all.delete(listener);
    },
  };
  return {
    client: socket as unknown as Client,
    begun,
    newest: () => begun.at(-1)!,
    happens(event: string, ...args: unknown[]): void {
      for (const listener of listeners.get(event) ?? []) listener(...args);
    },
    /** The server says that it listens for the subscription with this id. */
    listensFor(id: string): void {
      this.happens('ping', true, { listening: id });
    },
    listenerCount: () => [...listeners.values()].reduce((sum, all) => sum + all.size, 0),
  };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const LONGEST_PAUSE = 4000;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page that follows something. */
function follow() {
  const socket = fakeSocket();
  const said: string[] = [];
  const live: LiveView = {
    listening: () => said.push('listening'),
    told: () => said.push('told'),
    missed: () => said.push('missed'),
    lost: () => said.push('lost'),
    leave: () => said.push('leave'),
  };
  const link = createLiveLink(socket.client);
  const client = new ApolloClient({ link, cache: new InMemoryCache(), devtools: { enabled: false } });
  const query = parse('subscription Tick { tick }');
  const received: unknown[] = [];
  let completed = false;
  const subscription = ApolloLink.execute(link, { query, context: { live } }, { client }).subscribe({
    next: (result) => received.push(result),
    complete: () => {
      completed = true;
    },
  });
  return {
    socket,
    said,
    received,
    isCompleted: () => completed,
    leave: () => subscription.unsubscribe(),
  };
}

describe('a subscription of a page', () => {
  it('tells its view when the server listens for it, and not when it listens for another one', () => {
    const { socket, said } = follow();
    const id = idOf(socket.newest().payload);
    socket.listensFor(`${id}0`);
    socket.happens('ping', false, undefined);
    expect(said).toEqual([]);
    socket.listensFor(id);
    expect(said).toEqual(['listening']);
  });

  it('passes on every update, also one with an error', () => {
    const { socket, received } = follow();
    const updates = [{ data: { tick: 1 } }, { errors: [{ message: 'Something may be missing.' }] }];
    for (const update of updates) socket.newest().sink.next(update as FormattedExecutionResult);
    expect(received).toEqual(updates);
  });

  it.each([
    ['fails', (sink: Sink) => sink.error([{ message: 'The database is away.', extensions: { code: 'UNAVAILABLE' } }])],
    [
      'is refused as not found, which may be known later',
      (sink: Sink) => sink.error([{ extensions: { code: 'NOT_FOUND' } }]),
    ],
    ['ends', (sink: Sink) => sink.complete()],
    ['loses its socket for good', (sink: Sink) => sink.error({ code: 1006 })],
  ])('that %s is lost, and begins again by itself with an id of its own', async (_, end) => {
    const { socket, said, isCompleted } = follow();
    const before = idOf(socket.newest().payload);
    socket.listensFor(before);
    end(socket.newest().sink as Sink);
    expect([said.at(-1), isCompleted()]).toEqual(['lost', false]);
    await pass(LONGEST_PAUSE);
    expect(socket.begun).toHaveLength(2);
    const after = idOf(socket.newest().payload);
    expect(after).not.toBe(before);
    socket.listensFor(before);
    expect(said.at(-1)).toBe('lost');
    socket.listensFor(after);
    expect(said.at(-1)).toBe('listening');
  });

  it('begins again with growing pauses, and with the shortest one after it worked', async () => {
    const { socket } = follow();
    /** Milliseconds until it begins again. */
    async function pause(): Promise<number> {
      const before = socket.begun.length;
      socket.newest().sink.complete();
      for (let waited = 0; ; waited += 50) {
        if (socket.begun.length > before) return waited;
        await pass(50);
      }
    }
    const pauses: number[] = [];
    for (let n = 0; n < 6; n += 1) pauses.push(await pause());
    for (const [failures, each] of pauses.entries()) {
      const longest = Math.min(500 * 2 ** failures, LONGEST_PAUSE);
      expect(each).toBeGreaterThanOrEqual(longest / 2);
      expect(each).toBeLessThanOrEqual(longest + 50);
    }
    socket.listensFor(idOf(socket.newest().payload));
    expect(await pause()).toBeLessThanOrEqual(550);
  });

  it.each(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_INPUT', 'GRAPHQL_VALIDATION_FAILED'])(
    'that is refused for good (%s) ends, and is shown as lost',
    async (code) => {
      const { socket, said, isCompleted } = follow();
      socket.newest().sink.error([{ message: 'No.', extensions: { code } }]);
      await pass(10 * LONGEST_PAUSE);
      expect([socket.begun.length, said.at(-1), isCompleted()]).toEqual([1, 'lost', true]);
    },
  );

  it('is lost while the socket is closed, and live when the server listens again', () => {
    const { socket, said } = follow();
    const id = idOf(socket.newest().payload);
    socket.listensFor(id);
    socket.happens('closed', { code: 1006 });
    expect(said.at(-1)).toBe('lost');
    // The client library subscribes again under the same id.
    socket.listensFor(id);
    expect(said.at(-1)).toBe('listening');
  });

  it('leaves nothing behind when the page leaves, also during a pause', async () => {
    const { socket, said, leave } = follow();
    socket.newest().sink.complete();
    leave();
    const before = said.length;
    socket.happens('closed', { code: 1000 });
    await pass(10 * LONGEST_PAUSE);
    expect([socket.begun.length, socket.listenerCount(), said.length]).toEqual([1, 0, before]);
    expect(socket.newest().left).toBe(true);
  });
});
