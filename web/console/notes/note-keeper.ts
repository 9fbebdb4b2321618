import { pauseAfter } from '../../lib/live/pauses';

/** A note as it is shown: `failed` is tried again by itself. */
export interface Note {
  text: string;
  state: 'kept' | 'pending' | 'failed';
}

interface NoteKeeperOptions {
  /** @throws as long as the server does not know the leg, or cannot be reached */
  read(legUuid: string): Promise<string>;
  write(legUuid: string, text: string): Promise<unknown>;
  /** Text that is not saved waits here, also for the next page of the same person. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  /** Whose notes they are. */
  person: string;
}

/** Milliseconds after the last key. */
const PAUSE = 600;
/** Milliseconds after the first key that is not saved: who types without a pause is not made to wait for one. */
const AT_THE_LATEST = 3000;
/** After so many failures in a row the pauses are this long, in milliseconds. */
const MANY = 20;
const LONG_PAUSE = 15_000;

/** What the keeper knows of a leg's note. */
interface Kept extends Note {
  /** Where the agent has typed it; null if they have not. */
  typed: 'here' | 'elsewhere' | null;
  /** When the oldest key was typed that is not saved; null if all is. */
  unsavedSince: number | null;
  failures: number;
}

const EMPTY: Kept = { text: '', state: 'kept', typed: null, unsavedSince: null, failures: 0 };

/**
 * Keeps what an agent types, whichever call is shown meanwhile, until the server has it: it does not end with the
 * component that shows the text, and a page that is closed leaves it to the next one.
 */
export function createNoteKeeper({ read, write, storage, person }: NoteKeeperOptions) {
  const prefix = `denwaban.note.${person}.`;
  const notes = new Map<string, Kept>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const saving = new Set<string>();
  const listeners = new Set<() => void>();

  function become(leg: string, change: Partial<Kept>): void {
    notes.set(leg, { ...(notes.get(leg) ?? EMPTY), ...change });
    for (const listener of listeners) listener();
  }

  function store(leg: string, text: string): void {
    try {
      storage.setItem(prefix + leg, text);
    } catch {
      // The browser's storage is full: the text is only on this page until it is saved.
    }
  }

  function saveIn(leg: string, ms: number): void {
    clearTimeout(timers.get(leg));
    timers.set(
      leg,
      setTimeout(() => void save(leg), ms),
    );
  }

  async function save(leg: string): Promise<void> {
    const note = notes.get(leg);
    if (!note || note.unsavedSince === null || saving.has(leg)) return;
    // Another tab of this person may have saved it, or typed more.
    const text = note.typed === 'here' ? note.text : storage.getItem(prefix + leg);
    if (text === null) return become(leg, { state: 'kept', unsavedSince: null });
    if (text !== note.text) become(leg, { text });
    saving.add(leg);
    const saved = await write(leg, text).then(
      () => true,
      () => false,
    );
    saving.delete(leg);
    const now = notes.get(leg) ?? EMPTY;
    if (!saved) {
      become(leg, { state: 'failed', failures: now.failures + 1, unsavedSince: Date.now() });
      return saveIn(leg, now.failures < MANY ? pauseAfter(now.failures) : LONG_PAUSE);
    }
    if (storage.getItem(prefix + leg) === text) storage.removeItem(prefix + leg);
    if (now.text === text) return become(leg, { state: 'kept', unsavedSince: null, failures: 0 });
    become(leg, { failures: 0, unsavedSince: Date.now() });
    saveIn(leg, PAUSE);
  }

  function adopt(): void {
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
    for (const key of keys.filter((one) => one.startsWith(prefix))) {
      const leg = key.slice(prefix.length);
      become(leg, { text: storage.getItem(key) ?? '', state: 'pending', typed: 'elsewhere', unsavedSince: Date.now() });
      saveIn(leg, 0);
    }
  }
  adopt();

  const unsaved = () => [...notes].filter(([, { unsavedSince }]) => unsavedSince !== null);

  return {
    /** The same object until it changes. */
    get: (leg: string): Note => notes.get(leg) ?? EMPTY,

    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** Fetches what the server has, unless the agent has typed since. */
    async open(leg: string): Promise<void> {
      if (notes.get(leg)?.typed) return;
      const text = await read(leg).catch(() => '');
      if (!notes.get(leg)?.typed) become(leg, { text });
    },

    type(leg: string, text: string): void {
      const now = Date.now();
      const unsavedSince = notes.get(leg)?.unsavedSince ?? now;
      become(leg, { text, typed: 'here', state: 'pending', unsavedSince });
      store(leg, text);
      saveIn(leg, Math.max(0, Math.min(PAUSE, unsavedSince + AT_THE_LATEST - now)));
    },

    /** Saves now what is not saved: another call is shown, or the network is back. */
    flush(): void {
      for (const [leg] of unsaved()) saveIn(leg, 0);
    },

    /** What a page that is closing has to send. */
    unsaved: (): { legUuid: string; text: string }[] => unsaved().map(([legUuid, { text }]) => ({ legUuid, text })),
  };
}

export type NoteKeeper = ReturnType<typeof createNoteKeeper>;
