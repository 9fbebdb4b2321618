import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const WRITE_AFTER_MS = 50;

/**
 * JSON files in one folder, each written whole and renamed into place, so that a crash leaves either the old or the new
 * file. Only the owner can read them (0600).
 * @throws Error if the folder cannot be created or a file is not JSON
 */
export function createStore({ dir, onError }: { dir: string; onError: (error: unknown) => void }) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const dirty = new Map<string, () => unknown>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  async function writeOne(name: string, read: () => unknown): Promise<void> {
    const file = join(dir, `${name}.json`);
    await writeFile(`${file}.new`, JSON.stringify(read()), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  /** A file that cannot be written does not hold up the others; it is retried with the next change. */
  async function writeDirty(): Promise<void> {
    const failed: unknown[] = [];
    for (const [name, read] of [...dirty]) {
      dirty.delete(name);
      await writeOne(name, read).catch((error) => {
        failed.push(error);
        if (!dirty.has(name)) dirty.set(name, read);
      });
    }
    if (failed.length > 0) throw failed[0];
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
      timer ??= setTimeout(() => flush().catch(onError), WRITE_AFTER_MS);
    },

    flush,
  };
}

export type Store = ReturnType<typeof createStore>;
