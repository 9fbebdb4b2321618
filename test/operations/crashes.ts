import { setTimeout as sleep } from 'node:timers/promises';
import { ordered } from './failures.js';
import type { Lane } from './lane.js';
import type { StoryServer } from './server.js';

/** Milliseconds. */
const LOOK_EVERY_MS = 40;
/** Requests that hang at about the same time share a crash. */
const JOIN_MS = 60;

/** Lets a server crash when the request of a story hangs, once for all stories that wait for it. */
export function createCrashes(server: StoryServer) {
  let last = Promise.resolve();
  let next: Promise<void> | null = null;
  let looking: Promise<string[]> | null = null;

  function crash(): Promise<void> {
    next ??= last = last
      .then(() => sleep(JOIN_MS))
      .then(() => {
        next = null;
        return server.crash();
      });
    return next;
  }

  /** The applications whose request is still to fail. */
  function look(): Promise<string[]> {
    looking ??= ordered(server).finally(() => {
      looking = null;
    });
    return looking;
  }

  return {
    /**
     * Waits for the request that hangs, and for the crash.
     * @param isOver whether the operation has ended without such a request
     */
    async during({ application }: Lane, isOver: () => Promise<boolean>): Promise<void> {
      for (;;) {
        if (!(await look()).includes(application.vonageId)) return crash();
        if (await isOver()) return;
        await sleep(LOOK_EVERY_MS);
      }
    },
  };
}

export type Crashes = ReturnType<typeof createCrashes>;
