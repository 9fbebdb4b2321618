import type { Leg } from '../leg.js';
import type { Peer } from '../media/peer.js';
import type { Media } from '../media.js';

/** The WebRTC connections of the Client SDK's legs, by the leg's id. */
export function createConnections({ media }: { media: Media }) {
  const peers = new Map<string, Peer>();
  const offers = new Map<string, Promise<string>>();

  function keep(id: string, peer: Peer): void {
    peers.get(id)?.close();
    peers.set(id, peer);
  }

  async function makeOffer(leg: Leg): Promise<string> {
    const peer = await media.newPeer();
    const sdp = await peer.offer();
    keep(leg.uuid, peer);
    return sdp;
  }

  return {
    /** The simulator's offer for a leg that rings: the same for every device, the one that answers takes it. */
    offer(leg: Leg): Promise<string> {
      const known = offers.get(leg.uuid) ?? makeOffer(leg);
      offers.set(leg.uuid, known);
      return known;
    },

    /** @throws Error when nothing was offered, or the answer does not fit */
    async accept(leg: Leg, sdp: string): Promise<void> {
      const peer = peers.get(leg.uuid);
      if (!peer) throw new Error('Nothing was offered.');
      await peer.accept(sdp);
    },

    /**
     * A fresh connection for a leg that is, or will be, of that id.
     * @returns the answer to the browser's offer
     * @throws Error when the offer does not fit
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

    /** From now on the browser has its leg's sound. */
    open(leg: Leg): void {
      const peer = peers.get(leg.uuid);
      if (peer) media.attach(leg, peer);
    },

    /** @param id of a leg that has ended, or never came to be */
    close(id: string): void {
      peers.get(id)?.close();
      peers.delete(id);
      offers.delete(id);
    },

    closeAll(): void {
      for (const peer of peers.values()) peer.close();
    },
  };
}

export type Connections = ReturnType<typeof createConnections>;
