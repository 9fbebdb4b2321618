/** Something that was made and must be taken away again. */
interface Made {
  /** Its name for people, in case it cannot be taken away. */
  what: string;
  undo(): Promise<unknown>;
}

/** Takes away what was made, the latest first; also after a failure and after Ctrl-C. */
export function createCleanUp() {
  const made: Made[] = [];
  return {
    add: (what: string, undo: () => Promise<unknown>): void => void made.push({ what, undo }),

    /** @returns what could not be taken away, with the reason */
    async run(): Promise<{ what: string; reason: string }[]> {
      const left: { what: string; reason: string }[] = [];
      for (let one = made.pop(); one; one = made.pop()) {
        try {
          await one.undo();
        } catch (error) {
          left.push({ what: one.what, reason: (error as Error).message });
        }
      }
      return left;
    },
  };
}

export type CleanUp = ReturnType<typeof createCleanUp>;
