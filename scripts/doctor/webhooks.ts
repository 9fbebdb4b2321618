import { setTimeout as sleep } from 'node:timers/promises';

/** A webhook that Vonage sent to the doctor's application, as the server stored it. */
export interface Webhook {
  id: string;
  door: string;
  kind: string;
  status: string | null;
  legUuid: string | null;
  receivedAt: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever Vonage sends is looked at by hand
  body: Record<string, any>;
}

type Ask = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;

const EVENTS = /* GraphQL */ `
  query DoctorEvents($applicationId: ID!, $after: String) {
    events(applicationId: $applicationId, first: 100, after: $after) {
      nodes { id door kind status legUuid receivedAt body }
      pageInfo { endCursor hasNextPage }
    }
  }
`;
const LOOK_EVERY_MS = 250;

interface Page {
  events: { nodes: Webhook[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } };
}

/** The webhooks of the doctor's application, read from the server's inbox. */
export function createWebhooks(ask: Ask, applicationId: string, signal: AbortSignal) {
  /** The newest hundred, oldest first. Only what Vonage sent, not what the server asked for. */
  async function recent(): Promise<Webhook[]> {
    const { events } = await ask<Page>(EVENTS, { applicationId, after: null });
    return events.nodes.filter(({ door }) => door !== 'reconcile').reverse();
  }

  return {
    recent,

    /** All of them, oldest first. */
    async all(): Promise<Webhook[]> {
      const found: Webhook[] = [];
      let after: string | null = null;
      do {
        const { events }: Page = await ask<Page>(EVENTS, { applicationId, after });
        found.push(...events.nodes);
        after = events.pageInfo.hasNextPage ? events.pageInfo.endCursor : null;
      } while (after);
      return found.filter(({ door }) => door !== 'reconcile').reverse();
    },

    /**
     * Waits for a webhook.
     * @param fits which one; those that came before `since` do not count
     * @returns null if it does not come in time
     */
    async expect(fits: (webhook: Webhook) => boolean, since: Mark, ms: number): Promise<Webhook | null> {
      const end = Date.now() + ms;
      for (;;) {
        const found = (await recent()).find((one) => !since.seen.has(one.id) && fits(one));
        if (found) return found;
        if (Date.now() >= end) return null;
        await sleep(LOOK_EVERY_MS, undefined, { signal });
      }
    },

    /** What has come until now. */
    mark: async (): Promise<Mark> => ({ seen: new Set((await recent()).map(({ id }) => id)) }),
  };
}

/** A moment between webhooks. */
export interface Mark {
  seen: Set<string>;
}
export type Webhooks = ReturnType<typeof createWebhooks>;
