import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSender } from '../helpers/sender.js';
import { waitFor } from '../helpers/wait-for.js';
import { checkout, cleanUp, passableFolder, startDenwaban } from '../start/denwaban-process.js';

const SENDERS = 8;
const ENOUGH = 300;
const EVENTS = /* GraphQL */ `
  query Events($id: ID!, $after: String) {
    events(applicationId: $id, first: 100, after: $after) {
      nodes { legUuid callId }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
interface Events {
  events: {
    nodes: { legUuid: string; callId: string | null }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
}, 120_000);
afterAll(cleanUp);

describe('kill -9 during a stream of events', () => {
  it('loses no event that was answered 200, and applies each after the restart', async () => {
    const dataDir = join(passableFolder(), 'data');
    const first = await startDenwaban({ dataDir });
    const application = await (await first.connectAccount()).createApplication();
    const { apiKey, signatureSecret } = JSON.parse(readFileSync(join(dataDir, 'simulator.json'), 'utf8'));
    const vonage = createSender({ url: first.url, apiKey, signatureSecret, vonageId: application.vonageId });

    const answered = new Set<string>();
    let sent = 0;
    const stream = Array.from({ length: SENDERS }, async () => {
      for (;;) {
        sent += 1;
        const leg = `leg-${sent}`;
        const status = { uuid: leg, conversation_uuid: `CON-${leg}`, status: 'started', direction: 'inbound' };
        const event = { ...status, from: '447700900001', to: '447700900123', timestamp: new Date().toISOString() };
        const reply = await vonage.post(`/webhooks/${application.id}/event`, event).catch(() => null);
        if (!reply) return;
        if (reply.status === 200) answered.add(leg);
      }
    });
    await waitFor(() => answered.size >= ENOUGH, 20_000);
    await first.kill9();
    await Promise.all(stream);
    expect(sent).toBeGreaterThan(answered.size);

    const second = await startDenwaban({ dataDir });
    await second.connectAccount();
    const found = new Map<string, string | null>();
    let after: string | null = null;
    do {
      const { events }: Events = await second.ask<Events>(EVENTS, { id: application.id, after });
      for (const { legUuid, callId } of events.nodes) found.set(legUuid, callId);
      after = events.pageInfo.hasNextPage ? events.pageInfo.endCursor : null;
    } while (after);
    expect([...answered].filter((leg) => !found.has(leg))).toEqual([]);
    expect([...answered].filter((leg) => found.get(leg) === null)).toEqual([]);
    await second.terminate();
  }, 120_000);
});
