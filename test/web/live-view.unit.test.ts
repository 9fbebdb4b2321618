import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enterLiveView, type LiveView, liveState, onLiveState } from '../../web/lib/live/live-view';

const views: LiveView[] = [];
function enter(read: (() => Promise<unknown>) | null): LiveView {
  const view = enterLiveView(read);
  views.push(view);
  return view;
}

/** What a page reads: each reading ends when the test says so. */
function reading() {
  const readings: { resolve: () => void; reject: (error: Error) => void }[] = [];
  return {
    read: () => new Promise<void>((resolve, reject) => readings.push({ resolve, reject })),
    count: () => readings.length,
    async succeeds(): Promise<void> {
      readings.at(-1)!.resolve();
      await pass(0);
    },
    async fails(): Promise<void> {
      readings.at(-1)!.reject(new Error('The server is away.'));
      await pass(0);
    },
  };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', globalThis);
});
afterEach(() => {
  for (const view of views.splice(0)) view.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a live view', () => {
  it('is live only after the server listens and what happened before that has been read', async () => {
    const page = reading();
    const view = enter(page.read);
    expect([liveState(), page.count()]).toEqual(['quiet', 0]);
    view.listening();
    await pass(0);
    expect([liveState(), page.count()]).toEqual(['quiet', 1]);
    await page.succeeds();
    expect(liveState()).toBe('live');
  });

  it('whose subscription begins with how it is reads nothing', async () => {
    const view = enter(null);
    expect(liveState()).toBe('quiet');
    view.told();
    expect(liveState()).toBe('live');
    view.lost();
    expect(liveState()).toBe('lost');
    view.listening();
    expect(liveState()).toBe('live');
  });

  it('counts as lost when the server does not listen within three seconds', async () => {
    const view = enter(reading().read);
    await pass(2999);
    expect(liveState()).toBe('quiet');
    await pass(1);
    expect(liveState()).toBe('lost');
    view.leave();
    expect(liveState()).toBe('quiet');
  });

  it('is lost from a missed update until it has read again, within half a second', async () => {
    const page = reading();
    const view = enter(page.read);
    view.listening();
    await pass(0);
    await page.succeeds();
    view.missed();
    expect(liveState()).toBe('lost');
    await pass(500);
    expect([liveState(), page.count()]).toEqual(['lost', 2]);
    await page.succeeds();
    expect(liveState()).toBe('live');
  });

  it('is not live after a reading that began before the connection was lost', async () => {
    const page = reading();
    const view = enter(page.read);
    view.listening();
    await pass(0);
    view.lost();
    await page.succeeds();
    expect(liveState()).toBe('lost');
    view.listening();
    await pass(0);
    expect([liveState(), page.count()]).toEqual(['lost', 2]);
    await page.succeeds();
    expect(liveState()).toBe('live');
  });

  it('reads again with growing pauses while that fails, and is lost meanwhile', async () => {
    const page = reading();
    const view = enter(page.read);
    view.listening();
    await pass(0);
    for (let failures = 0; failures < 6; failures += 1) {
      await page.fails();
      expect(liveState()).toBe('lost');
      expect(page.count()).toBe(failures + 1);
      const longest = Math.min(500 * 2 ** failures, 4000);
      await pass(longest / 2 - 1);
      expect(page.count()).toBe(failures + 1);
      await pass(longest / 2 + 1);
      expect(page.count()).toBe(failures + 2);
    }
    await page.succeeds();
    expect(liveState()).toBe('live');
  });

  it('has one reading under way and at most one more after it, however much is missed meanwhile', async () => {
    const page = reading();
    const view = enter(page.read);
    view.listening();
    await pass(0);
    for (let n = 0; n < 10; n += 1) view.missed();
    await pass(1000);
    expect(page.count()).toBe(1);
    await page.succeeds();
    expect([liveState(), page.count()]).toEqual(['lost', 2]);
    await page.succeeds();
    await pass(1000);
    expect([liveState(), page.count()]).toEqual(['live', 2]);
  });

  it('reads no more, and counts no more, once the page has left', async () => {
    const page = reading();
    const view = enter(page.read);
    view.listening();
    view.leave();
    await pass(5000);
    expect([liveState(), page.count()]).toEqual(['quiet', 0]);
  });

  it('is not shown as live while another one of the page is not', async () => {
    const [one, other] = [enter(null), enter(null)];
    const states: string[] = [];
    const ended = onLiveState(() => states.push(liveState()));
    one.listening();
    other.listening();
    other.lost();
    other.leave();
    ended();
    one.lost();
    expect(states).toEqual(['quiet', 'live', 'lost', 'live']);
  });
});
