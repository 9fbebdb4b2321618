import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Vonage } from '@vonage/server-sdk';
import jwt from 'jsonwebtoken';
import { pino } from 'pino';
import { buildSimulator, type SimulatorOptions } from '../../server/simulator/build.js';

export type SimulatorTestOptions = Partial<Omit<SimulatorOptions, 'log'>>;

export interface ApplicationKeys {
  id: string;
  privateKey: string;
}

interface SimulatorRequest {
  method?: string;
  /** The authorization header; unless told otherwise the account's own, or under /simulator the control token. */
  authorization?: string | null;
  /** Sent as JSON, or as it is where it is text. */
  body?: object | string;
  headers?: Record<string, string>;
}

/**
 * The simulator alone, on a random port, with the unmodified SDK pointed at it.
 * @param options `dataDir`: a folder to go on with, which then is the caller's to remove
 */
export async function startSimulator(options: SimulatorTestOptions = {}) {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'denwaban-simulator-')));
  const simulator = await buildSimulator({
    callsPerSecond: 10_000,
    requestsPerSecond: 10_000,
    ...options,
    dataDir,
    log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
  });
  const url = await simulator.app.listen({ port: 0, host: '127.0.0.1' });
  const { apiKey, apiSecret } = simulator.credentials;
  const basic = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  const control = `Bearer ${simulator.credentials.controlToken}`;
  const usual = (path: string) => (path.startsWith('/simulator') ? control : basic);

  /** The SDK with the account's key and secret, and an application's key where one is given. */
  function sdk(application?: ApplicationKeys): Vonage {
    const keys = application && { applicationId: application.id, privateKey: application.privateKey };
    return new Vonage({ apiKey, apiSecret, ...keys }, { apiHost: url, restHost: url, timeout: 10_000 });
  }

  return {
    ...simulator,
    url,
    dataDir,
    basic,
    control,
    sdk,

    /** An application of that name with keys that Vonage made. */
    async createApplication(name = 'Demo'): Promise<ApplicationKeys> {
      const made = await sdk().applications.createApplication({ name, capabilities: { voice: {} } });
      return { id: made.id!, privateKey: made.keys!.privateKey! };
    },

    /** A recording of the application, as a call leaves one. @returns its id */
    async addFile(application: ApplicationKeys, content: string): Promise<string> {
      const id = randomUUID();
      await writeFile(simulator.cloud.filePath(id), content, { mode: 0o600 });
      const created = new Date().toISOString();
      simulator.cloud.files.set(id, {
        id,
        applicationId: application.id,
        mime: 'audio/wav',
        bytes: content.length,
        created,
      });
      simulator.cloud.save('files');
      return id;
    },

    /** A token of the application, right unless `claims` say otherwise (undefined leaves one out). */
    bearer(application: ApplicationKeys, claims: Record<string, unknown> = {}): string {
      const iat = Math.floor(Date.now() / 1000);
      const all = { application_id: application.id, iat, exp: iat + 60, jti: randomUUID(), ...claims };
      const payload = JSON.stringify(all);
      return `Bearer ${jwt.sign(payload, application.privateKey, { algorithm: 'RS256' })}`;
    },

    /** A request without the SDK, to see the bare reply. */
    async request(path: string, { method, authorization = usual(path), body, headers }: SimulatorRequest = {}) {
      const response = await fetch(url + path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...(authorization && { authorization }),
          ...(typeof body === 'object' && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'object' ? JSON.stringify(body) : body }),
      });
      const text = await response.text();
      const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
      return { status: response.status, body: (json ? JSON.parse(text) : text) as unknown, headers: response.headers };
    },

    async close(): Promise<void> {
      await simulator.close();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type TestSimulator = Awaited<ReturnType<typeof startSimulator>>;

/** What an SDK call was refused with. @throws Error when it was not refused */
export async function refusal(call: Promise<unknown>): Promise<{ status: number; body: unknown }> {
  const error = await call.then(
    () => new Error('The call was answered, not refused.'),
    (thrown: Error & { response?: Response }) => thrown,
  );
  if (!('response' in error) || !error.response) throw error;
  return { status: error.response.status, body: await error.response.json() };
}
