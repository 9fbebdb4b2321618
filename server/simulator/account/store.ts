import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Milliseconds after a change; a large file that takes long to write is written less often. */
const WRITE_AFTER_MS = 50;
const LONGEST_PAUSE_MS = 2_000;
/** The pause is so many times as long as the last writing took. */
const PAUSE_FACTOR = 10;
/** Milliseconds after which a file that could not be written is tried again. */
const TRY_AGAIN_MS = 1_000;

/**
 * JSON files in one folder, each written whole and renamed into place, so that a crash leaves either the old or the new
 * file. Only the owner can read them (0600).
 * @throws Error if the folder cannot be created or a file is not JSON
 */
export function createStore({ dir, onError }: { dir: string; onError: (error: unknown) => void }) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const dirty = new Map<string, () => unknown>();
  let timer: NodeJS.Timeout | null = null;
  let pause = WRITE_AFTER_MS;
  let writing: Promise<void> = Promise.resolve();

  async function writeOne(name: string, read: () => unknown): Promise<void> {
    const file = join(dir, `${name}.json`);
    await writeFile(`${file}.new`, JSON.stringify(read()), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  /** A file that cannot be written does not hold up the others; it is tried again. */
  async function writeDirty(): Promise<void> {
    const failed: unknown[] = [];
    const start = performance.now();
    for (const [name, read] of [...dirty]) {
      dirty.delete(name);
      await writeOne(name, read).catch((error) => {
        failed.push(error);
        if (!dirty.has(name)) dirty.set(name, read);
      });
    }
    pause = Math.min(Math.max(WRITE_AFTER_MS, PAUSE_FACTOR * (performance.now() - start)), LONGEST_PAUSE_MS);
    if (failed.length === 0) return;
    flushAfter(TRY_AGAIN_MS);
    throw failed[0];
  }

  function flushAfter(ms: number): void {
    timer ??= setTimeout(() => flush().catch(onError), ms);
    if (ms === TRY_AGAIN_MS) timer.unref();
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    writing = writing.catch(() => {}).then(writeDirty);
    return writing;
  }

  return {
    /** @returns the last written value, or null if there is none */
    read<T>(name: string): T | null {
      const file = join(dir, `${name}.json`);
      let text: string;
      try {
        text = readFileSync(file, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
      try {
        return JSON.parse(text) as T;
      } catch {
        throw new Error(`${file} is not readable JSON. Move it away to begin anew without it.`);
      }
    },

    /** Schedules a write; `value` is called when it happens. */
    write(name: string, value: () => unknown): void {
      dirty.set(name, value);
      flushAfter(pause);
    },

    flush,
  };
}

export type Store = ReturnType<typeof createStore>;
