import { pauseAfter } from '../../lib/live/pauses';

/**
 * A note as it is shown. `loading`: what was written before is not here yet; `failed`: it could not be saved. Both are tried
 * again by themselves.
 */
export interface Note {
  text: string;
  state: 'loading' | 'kept' | 'pending' | 'failed';
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
const pauseOf = (failures: number) => (failures < MANY ? pauseAfter(failures) : LONG_PAUSE);

/** What the keeper knows of a leg's note. */
interface Kept extends Note {
  /** Whether the text that the server had is part of it. What is typed before that is added to it. */
  whole: boolean;
  /** Where the agent has typed it; null if they have not. */
  typed: 'here' | 'elsewhere' | null;
  /** When the oldest key was typed that is not saved; null if all is. */
  unsavedSince: number | null;
  failures: number;
}

const EMPTY: Kept = { text: '', state: 'loading', whole: false, typed: null, unsavedSince: null, failures: 0 };

/** @returns the earlier text with what was typed without knowing it, unless one contains the other */
function joined(earlier: string, typed: string): string {
  if (typed.startsWith(earlier)) return typed;
  return earlier.endsWith(typed) ? earlier : `${earlier}\n${typed}`;
}

/**
 * Keeps what an agent types, whichever call is shown meanwhile, until the server has it: it does not end with the
 * component that shows the text, and a page that is closed leaves it to the next one.
 */
export function createNoteKeeper({ read, write, storage, person }: NoteKeeperOptions) {
  const wholes = `denwaban.note.${person}.`;
  const additions = `denwaban.addition.${person}.`;
  const notes = new Map<string, Kept>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const reading = new Map<string, Promise<boolean>>();
  const saving = new Map<string, Promise<void>>();
  const listeners = new Set<() => void>();
  const known = (leg: string) => notes.get(leg) ?? EMPTY;
  const placeOf = (leg: string) => (known(leg).whole ? wholes : additions) + leg;

  function become(leg: string, change: Partial<Kept>): void {
    notes.set(leg, { ...known(leg), ...change });
    for (const listener of listeners) listener();
  }

  function store(leg: string): void {
    try {
      storage.setItem(placeOf(leg), known(leg).text);
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

  /** What the server has; what was typed meanwhile stands below it. */
  function learn(leg: string, earlier: string): void {
    const { text, unsavedSince, state } = known(leg);
    const unsaved = unsavedSince !== null;
    become(leg, { text: unsaved ? joined(earlier, text) : earlier, whole: true, state: unsaved ? state : 'kept' });
    if (!unsaved) return;
    storage.removeItem(additions + leg);
    store(leg);
  }

  /** @returns whether the text that the server had is known now */
  function load(leg: string): Promise<boolean> {
    if (known(leg).whole) return Promise.resolve(true);
    const under =
      reading.get(leg) ??
      read(leg)
        .then(
          (earlier) => {
            learn(leg, earlier);
            return true;
          },
          () => false,
        )
        .finally(() => reading.delete(leg));
    reading.set(leg, under);
    return under;
  }

  function failed(leg: string): void {
    const { failures } = known(leg);
    become(leg, { state: 'failed', failures: failures + 1, unsavedSince: Date.now() });
    saveIn(leg, pauseOf(failures));
  }

  function save(leg: string): Promise<void> {
    const under = saving.get(leg) ?? saveNow(leg).finally(() => saving.delete(leg));
    saving.set(leg, under);
    return under;
  }

  async function saveNow(leg: string): Promise<void> {
    const { unsavedSince, typed, whole } = known(leg);
    if (unsavedSince === null) return;
    if (typed === 'elsewhere') {
      // Another tab of this person may have saved it, or typed more.
      const stored = storage.getItem(placeOf(leg));
      if (stored === null && whole) return become(leg, { state: 'kept', unsavedSince: null });
      if (stored === null) {
        become(leg, EMPTY);
        return void load(leg);
      }
      if (stored !== known(leg).text) become(leg, { text: stored });
    }
    if (!(await load(leg))) return failed(leg);
    const { text } = known(leg);
    const saved = await write(leg, text).then(
      () => true,
      () => false,
    );
    if (!saved) return failed(leg);
    if (storage.getItem(wholes + leg) === text) storage.removeItem(wholes + leg);
    if (known(leg).text === text) return become(leg, { state: 'kept', unsavedSince: null, failures: 0 });
    become(leg, { failures: 0, unsavedSince: Date.now() });
    saveIn(leg, PAUSE);
  }

  function adopt(): void {
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
    for (const key of keys) {
      const prefix = [wholes, additions].find((one) => key.startsWith(one));
      const leg = key.slice(prefix?.length);
      // An addition waits until the whole note is saved.
      if (!prefix || (prefix === additions && storage.getItem(wholes + leg) !== null)) continue;
      const text = storage.getItem(key) ?? '';
      const whole = prefix === wholes;
      become(leg, { text, whole, state: 'pending', typed: 'elsewhere', unsavedSince: Date.now() });
      saveIn(leg, 0);
    }
  }
  adopt();

  const unsaved = () => [...notes].filter(([, { unsavedSince }]) => unsavedSince !== null);

  return {
    /** The same object until it changes. */
    get: (leg: string): Note => known(leg),

    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /**
     * Fetches what the server has, however long it takes, unless the agent has typed since.
     * @returns a function that ends it
     */
    open(leg: string): () => void {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let shown = true;
      async function look(failures: number): Promise<void> {
        if ((await load(leg)) || !shown) return;
        timer = setTimeout(() => void look(failures + 1), pauseOf(failures));
      }
      /** Another tab may have changed it since it was shown last. */
      const renew = (text: string) => {
        if (!known(leg).typed) become(leg, { text });
      };
      if (known(leg).whole && !known(leg).typed) void read(leg).then(renew, () => {});
      else void look(0);
      return () => {
        shown = false;
        clearTimeout(timer);
      };
    },

    type(leg: string, text: string): void {
      const now = Date.now();
      const unsavedSince = known(leg).unsavedSince ?? now;
      become(leg, { text, typed: 'here', state: 'pending', unsavedSince });
      store(leg);
      saveIn(leg, Math.max(0, Math.min(PAUSE, unsavedSince + AT_THE_LATEST - now)));
    },

    /** Saves now what is not saved: another call is shown, or the network is back. */
    flush(): void {
      for (const [leg] of unsaved()) saveIn(leg, 0);
    },

    /** Saves now what is not saved. @returns once each is saved, or could not be */
    async saved(): Promise<void> {
      await Promise.all(
        unsaved().map(async ([leg]) => {
          await save(leg);
          // More was typed while it was being saved.
          if (known(leg).state === 'pending') await save(leg);
        }),
      );
    },

    /** What a page that is closing has to send; what does not contain the earlier text waits for the next page. */
    unsaved: (): { legUuid: string; text: string }[] =>
      unsaved().flatMap(([legUuid, { text, whole }]) => (whole ? { legUuid, text } : [])),
  };
}

export type NoteKeeper = ReturnType<typeof createNoteKeeper>;
