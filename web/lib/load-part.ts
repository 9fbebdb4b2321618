import { pauseAfter } from './live/pauses';

/**
 * Loads a part that a page can be without for a moment: an error would replace the whole page, so it is tried again, with
 * growing pauses, until the server is back.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => window.setTimeout(resolve, pauseAfter(failures)));
    }
  }
}
