import { SAMPLE_RATE } from './g711.js';
import { readWav } from './read-wav.js';
import type { Source } from './tones.js';
import { playback } from './tones.js';

const FETCH_TIMEOUT_MS = 5000;
const MOST_BYTES = 20_000_000;
const MOST_KEPT = 20;

/** Sound files that calls play, downloaded once and cached for a while. */
export function createSoundFiles() {
  const kept = new Map<string, Promise<Int16Array | null>>();

  /** @returns the samples, or null if it cannot be loaded or is not a WAV */
  function load(url: string): Promise<Int16Array | null> {
    const known = kept.get(url);
    if (known) return known;
    const loading = fetchWav(url).catch(() => null);
    kept.set(url, loading);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!);
    // Do not cache failures; the file may be available next time.
    void loading.then((sound) => !sound && kept.get(url) === loading && kept.delete(url));
    return loading;
  }

  return {
    /** @returns duration in seconds; null if it cannot be played */
    async seconds(url: string): Promise<number | null> {
      const sound = await load(url);
      return sound && sound.length / SAMPLE_RATE;
    },

    /**
     * Plays a file from when it is first listened to.
     * @param times repetitions; 0 = endless
     * @param otherwise what is heard if it cannot be played
     */
    play(url: string, times: number, otherwise: () => Source): Source {
      let source: Source | null = null;
      return () => {
        source ??= loading();
        return source();
      };

      function loading(): Source {
        void load(url).then((sound) => {
          source = sound ? playback(sound, times) : otherwise();
        });
        return () => 0;
      }
    },
  };
}

export type SoundFiles = ReturnType<typeof createSoundFiles>;

async function fetchWav(url: string): Promise<Int16Array | null> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  if (!response.ok || !response.body) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return readWav(Buffer.concat(chunks));
}
