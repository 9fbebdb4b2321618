import type { Media } from '../media/media.js';
import type { Peer } from '../media/peer.js';
import type { Leg } from '../network/leg.js';

/**
 * Milliseconds after which an HTTP response has certainly been read, and after its first sound the SDK reports that it
 * talks.
 */
export const READ_WITHIN_MS = 50;

/** The WebRTC connections of the Client SDK's legs, by the leg's id. */
export function createConnections({ media }: { media: Media }) {
  const peers = new Map<string, Peer>();
  const offers = new Map<string, Promise<string>>();
  /** What to tell an invited browser once its sound flows. */
  const untold = new Map<string, (() => void)[]>();

  function keep(id: string, peer: Peer): void {
    peers.get(id)?.close();
    peers.set(id, peer);
  }

  function flush(id: string): void {
    const tells = untold.get(id) ?? [];
    untold.delete(id);
    for (const tell of tells) tell();
  }

  async function makeOffer(leg: Leg): Promise<string> {
    const peer = await media.newPeer();
    const sdp = await peer.offer();
    keep(leg.uuid, peer);
    untold.set(leg.uuid, []);
    void peer.firstPacket.then(() => setTimeout(() => flush(leg.uuid), READ_WITHIN_MS).unref());
    return sdp;
  }

  return {
    /** The simulator's offer for a ringing leg: the same for every device, used by the one that answers. */
    offer(leg: Leg): Promise<string> {
      const known = offers.get(leg.uuid) ?? makeOffer(leg);
      offers.set(leg.uuid, known);
      return known;
    },

    /** @throws Error if nothing was offered, or the answer does not fit */
    async accept(leg: Leg, sdp: string): Promise<void> {
      const peer = peers.get(leg.uuid);
      if (!peer) throw new Error('Nothing was offered.');
      await peer.accept(sdp);
    },

    /**
     * Tells now, or once the sound of an invited leg flows; before that the SDK would lose the message that it has
     * moved.
     */
    onceHeard(leg: Leg, tell: () => void): void {
      const waiting = untold.get(leg.uuid);
      if (waiting) waiting.push(tell);
      else tell();
    },

    /**
     * A new connection for a leg with that id, which may not exist yet.
     * @returns the answer to the browser's offer
     * @throws Error if the offer does not fit
     */
    async answer(id: string, sdp: string): Promise<string> {
      const peer = await media.newPeer();
      try {
        const answer = await peer.answer(sdp);
        keep(id, peer);
        return answer;
      } catch (error) {
        peer.close();
        throw error;
      }
    },

    has: (id: string): boolean => peers.has(id),

    /** Connects the browser to its leg's sound. */
    open(leg: Leg): void {
      const peer = peers.get(leg.uuid);
      if (peer) media.attach(leg, peer);
    },

    /** @param id of a leg that has ended, or never began */
    close(id: string): void {
      peers.get(id)?.close();
      peers.delete(id);
      offers.delete(id);
      untold.delete(id);
    },

    closeAll(): void {
      for (const peer of peers.values()) peer.close();
    },
  };
}

export type Connections = ReturnType<typeof createConnections>;
