/** Tells the agent's own mute from the one that belongs to a hold: Vonage reports both in the same way. */
export function createOwnMute() {
  /** How often the agent asked to be muted where Vonage has not reported it yet. */
  let awaited = 0;
  return {
    /** @param request what asks Vonage; its error is thrown */
    async ask(on: boolean, request: () => Promise<unknown>): Promise<void> {
      awaited = on ? awaited + 1 : 0;
      try {
        await request();
      } catch (error) {
        awaited = Math.max(0, awaited - 1);
        throw error;
      }
    },

    /** For each report, in the order of arrival. Who is unmuted is heard, whoever did it. */
    isOwn(on: boolean): boolean {
      if (!on) return true;
      if (awaited === 0) return false;
      awaited -= 1;
      return true;
    },
  };
}
