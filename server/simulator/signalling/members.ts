import { randomUUID } from 'node:crypto';
import type { Cloud } from '../account/cloud.js';
import { type Leg, partyOf } from '../network/leg.js';
import { nameOf } from '../network/party.js';

/** A leg as a member of its conversation. A leg that moves becomes a new member there. */
export interface CallMember {
  /** `MEM-…` */
  id: string;
  conversation: string;
  /** The application's user, or a generated one for a phone. */
  user: { id: string; name: string; display_name?: string };
}

/** The Client SDK's identities of the parties in a call. */
export function createCallMembers({ cloud }: { cloud: Cloud }) {
  const members = new WeakMap<Leg, CallMember>();

  function userOf(leg: Leg): CallMember['user'] {
    const party = partyOf(leg);
    const user = party.type === 'app' ? cloud.user(leg.application.id, leg.room.region, party.user) : undefined;
    if (!user) return { id: `USR-${randomUUID()}`, name: nameOf(party) };
    const { id, name, display_name } = user;
    return { id, name, ...(display_name && { display_name }) };
  }

  return {
    /** The leg's member in its current conversation. */
    of(leg: Leg): CallMember {
      const known = members.get(leg);
      if (known?.conversation === leg.room.id) return known;
      const member = { id: `MEM-${randomUUID()}`, conversation: leg.room.id, user: known?.user ?? userOf(leg) };
      members.set(leg, member);
      return member;
    },

    /** Its last member before it moved. */
    former: (leg: Leg): CallMember | undefined => members.get(leg),
  };
}

export type CallMembers = ReturnType<typeof createCallMembers>;
