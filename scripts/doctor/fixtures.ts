import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRedaction } from './redact-webhook.js';
import type { Webhook } from './webhooks.js';

/** A webhook of Vonage, as a file that a test can replay. */
export interface Fixture {
  /** Endpoint that received it: answer, event, dtmf, fallback or recording. */
  door: string;
  /** What the server took it for. */
  kind: string;
  body: Record<string, unknown>;
}

/**
 * Writes webhooks into a folder, oldest first, without numbers and tokens. `answered` is what the server replied, not
 * what came.
 */
export async function keepFixtures(folder: string, webhooks: Webhook[]): Promise<void> {
  const redact = createRedaction();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [at, { door, kind, status, body }] of webhooks.entries()) {
    const { answered: _, ...sent } = body;
    const fixture: Fixture = { door, kind, body: redact(sent) };
    const name = [String(at + 1).padStart(3, '0'), door, status ?? kind].join('-');
    await writeFile(join(folder, `${name}.json`), `${JSON.stringify(fixture, null, 2)}\n`, { mode: 0o600 });
  }
}
