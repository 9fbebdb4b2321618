import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../server/config.js';

/** Content of DATA_DIR/simulator.json about the simulator next to the server. */
export interface SimulatorFacts {
  url: string;
  apiKey: string;
  apiSecret: string;
  controlToken: string;
}

/** A running server and its simulator, found by PORT, SIMULATOR_PORT and DATA_DIR. */
export interface Denwaban {
  url: string;
  dataDir: string;
  simulator: SimulatorFacts;
  /** Runs a GraphQL operation as the account's owner. @throws Error with the server's message */
  graphql<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  /** A request to the simulator's control API with a JSON body. @throws Error with the simulator's message */
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
}

/**
 * Connects as the owner of the simulated account, and connects the account if no one has yet.
 * @throws Error that says what to do if no server or no simulator runs here
 */
export async function connectDenwaban(): Promise<Denwaban> {
  const config = readConfig(process.env);
  const url = `http://localhost:${config.port}`;
  const simulator = readSimulatorFacts(config.dataDir);
  const basic = `Basic ${Buffer.from(`${simulator.apiKey}:${simulator.apiSecret}`).toString('base64')}`;

  async function send<T>(query: string, variables: unknown): Promise<T> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: basic },
      body: JSON.stringify({ query, variables }),
    }).catch(() => {
      throw new Error(`No server answers at ${url}. Start it with npm start (same PORT and DATA_DIR).`);
    });
    const result = (await response.json()) as { data: T; errors?: { message: string }[] };
    if (result.errors?.length) throw new Error(result.errors.map((error) => error.message).join('\n'));
    return result.data;
  }

  await send('{ account { id } }', {});

  return {
    url,
    dataDir: config.dataDir,
    simulator,
    graphql: (query, variables = {}) => send(query, variables),
    async control<T>(method: string, path: string, body?: unknown): Promise<T> {
      const response = await fetch(`${simulator.url}/simulator${path}`, {
        method,
        headers: {
          authorization: `Bearer ${simulator.controlToken}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const reply = response.status === 204 ? null : await response.json();
      if (!response.ok) throw new Error(`The simulator refused ${method} ${path}: ${JSON.stringify(reply)}`);
      return reply as T;
    },
  };
}

function readSimulatorFacts(dataDir: string): SimulatorFacts {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'simulator.json'), 'utf8')) as SimulatorFacts;
  } catch {
    throw new Error(
      `No simulator has run in ${dataDir}. Start it with npm start (same DATA_DIR), without SIMULATOR=off.`,
    );
  }
}
