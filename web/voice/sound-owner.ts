/** Milliseconds for the other tab to reply after this tab got the lock. */
const HANDED_OVER_WITHIN = 300;

interface SoundOwnerOptions<Kept> {
  /** The line's name, the same in every tab. */
  name: string;
  /** Called when another tab takes over. @returns what it needs to continue */
  onTaken(): Kept;
}

/**
 * Only one tab of an agent has the sound, so that a call rings only once. A browser lock decides which one, and tabs
 * request it over a channel.
 */
export function createSoundOwner<Kept>({ name, onTaken }: SoundOwnerOptions<Kept>) {
  const lock = `denwaban.sound.${name}`;
  let release: (() => void) | null = null;

  /** @param wait whether to wait until it is free @returns whether this tab has it now */
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
    /** @returns false if another tab has it */
    claim: (): Promise<boolean> => acquire(false),

    /** Requests it from the tab that has it. @returns what that tab hands over; null if it closed without a reply */
    async takeOver(): Promise<Kept | null> {
      const asking = new BroadcastChannel(lock);
      const handedOver = new Promise<Kept>((resolve) => {
        asking.onmessage = ({ data }) => data.type === 'handedOver' && resolve(data.kept);
      });
      asking.postMessage({ type: 'takeOver' });
      await acquire(true);
      // A closed tab hands over nothing.
      const late = new Promise<null>((resolve) => window.setTimeout(resolve, HANDED_OVER_WITHIN, null));
      const kept = await Promise.race([handedOver, late]);
      asking.close();
      return kept;
    },

    release: (): void => release?.(),
  };
}

export type SoundOwner<Kept> = ReturnType<typeof createSoundOwner<Kept>>;
