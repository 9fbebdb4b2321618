/**
 * Finds out which id a placed call has. Events about it may arrive before Vonage's reply to the request; if its end is one
 * of them, the SDK never says how the request ended (Client SDK: protocol §6).
 */
export function createPlacedIds() {
  const known = new Set<string>();
  /** Placed calls whose ids are not known yet, also those that the agent has hung up in the meantime. */
  const unnamed = new Set<symbol>();

  return {
    /** Notes the id of a call that was not placed here. */
    know(id: string): void {
      known.add(id);
    },

    /** A call is placed. @returns a function for the end of the request, with the id if it has one */
    begin(): (id?: string) => void {
      const one = Symbol();
      unnamed.add(one);
      return (id) => {
        unnamed.delete(one);
        if (id) known.add(id);
      };
    },

    /** Something is heard of a call. @returns whether it is the only placed call whose id was not known yet */
    isPlaced(id: string): boolean {
      if (known.has(id)) return false;
      known.add(id);
      if (unnamed.size !== 1) return false;
      unnamed.clear();
      return true;
    },
  };
}
