import type { Region } from '../../../shared/regions.js';
import type { Application, Cloud } from '../account/cloud.js';
import type { SimClock } from '../control/clock.js';
import { type Conversation, newConversation } from './conversations.js';

const USUAL_TTL_HOURS = 48;

/** Conversations of calls as the Conversations API sees them: each call's own, and the named ones, which are stored. */
export function createVoiceConversations({ cloud, clock }: { cloud: Cloud; clock: SimClock }) {
  const ownOfCalls = new Set<string>();

  function add({ id: applicationId }: Application, region: Region, name?: string): Conversation {
    const conversation = newConversation({ applicationId, region }, clock.now(), name);
    cloud.conversations.set(conversation.id, conversation);
    return conversation;
  }

  function expired({ properties, timestamp }: Conversation): boolean {
    const { ttl } = properties;
    return typeof ttl === 'number' && Date.parse(timestamp.updated) + ttl * 1000 < clock.now().getTime();
  }

  return {
    /** A call's own conversation, deleted with its last leg. */
    ofCall(application: Application, region: Region): string {
      const { id } = add(application, region);
      ownOfCalls.add(id);
      return id;
    },

    /** @param id of a conversation that has become empty */
    emptied(id: string): void {
      if (ownOfCalls.delete(id)) cloud.conversations.delete(id);
    },

    exists(application: Application, region: Region, id: string): boolean {
      const known = cloud.conversations.get(id);
      return known?.applicationId === application.id && known.region === region;
    },

    /**
     * The application's conversation with that name in that region, created again after its time to live (Vonage: NCCO
     * §5). The same name in another region is another room (Vonage: real-cloud row 2).
     */
    named(application: Application, region: Region, name: string, isLive: (id: string) => boolean): string {
      const known = [...cloud.conversations.values()].find(
        (one) => one.applicationId === application.id && one.region === region && one.name === name,
      );
      if (known && (isLive(known.id) || !expired(known))) {
        known.timestamp.updated = clock.now().toISOString();
        return known.id;
      }
      if (known) cloud.conversations.delete(known.id);
      const hours = application.capabilities.voice?.conversations_ttl ?? USUAL_TTL_HOURS;
      const made = add(application, region, name);
      made.properties = { ttl: hours * 3600 };
      cloud.save('conversations');
      return made.id;
    },
  };
}

export type VoiceConversations = ReturnType<typeof createVoiceConversations>;
