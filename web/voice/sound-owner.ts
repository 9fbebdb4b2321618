/** Milliseconds for the other tab's reply, once this tab has the lock. */
const HANDED_OVER_WITHIN = 300;

interface SoundOwnerOptions<Kept> {
  /** The line's name, the same in every tab. */
  name: string;
  /** Another tab takes over. @returns what it needs to continue */
  onTaken(): Kept;
}

/**
 * Only one tab of an agent has the sound: two would ring twice. A lock of the browser says which one, and a channel lets
 * another tab ask for it.
 */
export function createSoundOwner<Kept>({ name, onTaken }: SoundOwnerOptions<Kept>) {
  const lock = `denwaban.sound.${name}`;
  let release: (() => void) | null = null;

  /** @param wait whether to wait until it is free. @returns whether it is ours now */
  function acquire(wait: boolean): Promise<boolean> {
    return new Promise((resolve) => {
      void navigator.locks.request(lock, { ifAvailable: !wait }, async (granted) => {
        resolve(granted !== null);
        if (granted) await new Promise<void>((done) => listen(done));
      });
    });
  }

  function listen(done: () => void): void {
    const opened = new BroadcastChannel(lock);
    release = () => {
      opened.close();
      release = null;
      done();
    };
    opened.onmessage = ({ data }) => {
      if (data.type !== 'takeOver') return;
      opened.postMessage({ type: 'handedOver', kept: onTaken() });
      release?.();
    };
  }

  return {
    /** @returns false when another tab has it */
    claim: (): Promise<boolean> => acquire(false),

    /** Asks the tab that has it. @returns what that tab hands over; null when it closed by itself */
    async takeOver(): Promise<Kept | null> {
      const asking = new BroadcastChannel(lock);
      const handedOver = new Promise<Kept>((resolve) => {
        asking.onmessage = ({ data }) => data.type === 'handedOver' && resolve(data.kept);
      });
      asking.postMessage({ type: 'takeOver' });
      await acquire(true);
      // A closed tab hands nothing over.
      const late = new Promise<null>((resolve) => window.setTimeout(resolve, HANDED_OVER_WITHIN, null));
      const kept = await Promise.race([handedOver, late]);
      asking.close();
      return kept;
    },

    release: (): void => release?.(),
  };
}

export type SoundOwner<Kept> = ReturnType<typeof createSoundOwner<Kept>>;
