import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openingAddress, setupCodeOf } from '../../server/accounts/sign-in/setup-code.js';
import { buildApp } from '../../server/app.js';
import { readConfig } from '../../server/config.js';
import { connect } from '../../server/db/connect.js';
import { createLog } from '../../server/log.js';
import { createRealtime } from '../../server/realtime/pubsub.js';
import { createSecrets } from '../../server/secrets.js';
import { createServices } from '../../server/services.js';
import { buildSimulator, type Simulator } from '../../server/simulator/build.js';
import type { Manners } from '../../server/simulator/control/manners.js';
import { createVonage } from '../../server/vonage/client.js';
import { createSimulatorFile } from '../../server/vonage/simulator-file.js';
import { createTestDatabase } from './database.js';
import { createDatabaseLine } from './database-line.js';
import { createDrivenClock } from './driven-clock.js';
import { createGraphqlClient } from './graphql-client.js';
import { createKeyStock } from './key-stock.js';
import { createLeakWatch } from './leak-watch.js';
import { openProxy } from './proxy.js';
import { createSeed } from './seed.js';

const APP_SECRET = 'a-secret-of-the-tests-long-enough';
const FAST = '10000';
const FASTEST = '10000000';
const WEB_ROOT = join(import.meta.dirname, '../../dist/web');

type Environment = Record<string, string>;

export interface TestAppOptions {
  /** Equal servers on one database. */
  servers?: 1 | 2;
  /** With the built web app; `npm run build` has made it. */
  web?: boolean;
  /** More environment for config.ts; it may depend on the simulator's credentials. */
  env?: Environment | ((credentials: Simulator['credentials']) => Environment);
  /**
   * Puts a line that a test can cut and restore between the servers and the database: `one` for all of them (`line`), or
   * `each` with a second one for the second server (`otherLine`). Without it they connect directly, which is faster.
   */
  lines?: 'one' | 'each';
  /** The server can crash (`crash`): it reaches the database and Vonage by lines of its own. */
  crashes?: boolean;
  /** Milliseconds after which a request to Vonage counts as unanswered. */
  vonageTimeOut?: number;
  /** What the simulated Vonage does where the real one's behavior is unknown; a moved pair stays unless it says so. */
  manners?: Partial<Manners>;
  /** Takes every line of the log, down to trace, of servers and simulator. */
  logged?: (line: string) => void;
}

/**
 * The real thing on loopback: a database of its own, the simulator on a random port, one or two listening servers, and
 * a browser (`graphql`, `ask`, `refused`) with a seed chain (`connectAccount().createApplication()…`).
 */
export async function createTestApp(options: TestAppOptions = {}) {
  const {
    servers = 1,
    web = false,
    env: given = {},
    logged,
    manners = { moved_pair: 'stays' },
    vonageTimeOut,
    crashes = false,
    lines = crashes ? 'one' : undefined,
  } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'denwaban-test-'));
  const leaks = createLeakWatch();
  const watched = (line: string) => {
    logged?.(line);
    leaks?.logged(line);
  };
  const log =
    logged || leaks
      ? createLog({ level: 'trace', readable: false, write: watched })
      : pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const database = await createTestDatabase();
  let line = lines ? await createDatabaseLine(database.url) : null;
  const otherLine = lines === 'each' ? await createDatabaseLine(database.url) : null;
  const clock = createDrivenClock();
  const makeKeyPair = createKeyStock();

  const simulator = await buildSimulator({
    dataDir,
    log,
    callsPerSecond: Number(FAST),
    requestsPerSecond: Number(FAST),
    speechRate: 100_000,
    manners,
  });
  const simulatorUrl = await simulator.app.listen({ port: 0, host: '127.0.0.1' });
  simulator.announce();
  const env = typeof given === 'function' ? given(simulator.credentials) : given;

  /**
   * @param through how it reaches the database and Vonage
   * @param port where it listens; 0 = anywhere
   */
  async function openServer(through: { databaseUrl: string; vonageUrl: string }, port = 0) {
    const config = readConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      APP_SECRET,
      // The cloud of a test is the simulator as well.
      VONAGE_API_URL: through.vonageUrl,
      VONAGE_REST_URL: through.vonageUrl,
      VONAGE_CALLS_PER_SECOND: FAST,
      VONAGE_REQUESTS_PER_SECOND: FAST,
      REQUESTS_PER_MINUTE: FASTEST,
      // Must be said where PUBLIC_URL is https.
      TRUST_PROXY: 'off',
      // Tests skip days and stay signed in.
      SESSION_IDLE_HOURS: '720',
      ...env,
    });
    const connection = connect(through.databaseUrl, 4);
    const realtime = await createRealtime({ sql: connection.sql, log });
    const announced = createSimulatorFile({ dataDir, on: config.simulator.on });
    const simulatorFile = () => {
      const file = announced();
      // A server that may crash goes through a proxy of its own.
      return file && through.vonageUrl !== simulatorUrl ? { ...file, url: through.vonageUrl } : file;
    };
    const secrets = createSecrets(config.appSecrets);
    const shared = { sql: connection.sql, log };
    const timeOut = vonageTimeOut && { timeOut: vonageTimeOut };
    const vonage = createVonage({ config, simulator: simulatorFile, shared, ...timeOut });
    const deps = {
      db: connection.db,
      vonage,
      realtime,
      clock,
      makeKeyPair,
      secrets,
      config,
      simulator: simulatorFile,
      log,
    };
    const services = createServices(deps);
    await services.start();
    const app = await buildApp({
      services,
      config,
      log,
      simulator: simulatorFile,
      ...(web && { webRoot: WEB_ROOT }),
    });
    const url = await app.listen({ port, host: '127.0.0.1' });
    if (!env.PUBLIC_URL) config.publicUrl = url;
    return {
      url,
      app,
      services,
      vonage,
      config,
      connection,
      realtime,
      async close() {
        await app.close();
        await services.close();
        await realtime.close();
        await connection.close();
      },
    };
  }

  let way = crashes ? await openProxy(simulatorUrl) : null;
  const through = () => ({ databaseUrl: line?.url ?? database.url, vonageUrl: way?.url ?? simulatorUrl });
  const running = await Promise.all(
    Array.from({ length: servers }, (_, at) => {
      const own = at === 1 && otherLine ? { databaseUrl: otherLine.url } : {};
      return openServer({ ...through(), ...own });
    }),
  );
  const crashed: Promise<unknown>[] = [];

  /**
   * Replaces the first server with a new one at the same address without closing it: from that moment it reaches
   * neither the database nor Vonage, and is unreachable.
   */
  async function crash(): Promise<void> {
    const [dead, oldLine, oldWay] = [running[0]!, line, way];
    if (!oldLine || !oldWay) throw new Error('Only a test app with `crashes` can crash.');
    oldWay.block();
    await oldLine.cut();
    dead.app.server.closeAllConnections();
    await new Promise((resolve) => dead.app.server.close(resolve));
    crashed.push(dead.close().then(oldWay.close, oldWay.close));
    line = await createDatabaseLine(database.url);
    way = await openProxy(simulatorUrl);
    running[0] = await openServer(through(), Number(new URL(dead.url).port));
  }

  const client = createGraphqlClient(
    running.map((server) => server.url),
    leaks?.learned,
  );
  const [first] = running;
  const code = setupCodeOf(createSecrets([APP_SECRET]));

  async function control(method: string, path: string, body?: object): Promise<unknown> {
    const authorization = `Bearer ${simulator.credentials.controlToken}`;
    const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
    const reply = await fetch(`${simulatorUrl}/simulator${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
    return reply.status === 204 ? null : reply.json();
  }

  return {
    ...client,
    ...createSeed(client, simulator.credentials, first!.services.accounts.setupCodeToPrint),
    servers: running,
    /** URL of the first server, and the one it prints at startup. */
    url: first!.url,
    link: openingAddress(first!.url, code),
    get db() {
      return running[0]!.connection.db;
    },
    get services() {
      return running[0]!.services;
    },
    /** Address of the database itself, past any line. */
    databaseUrl: database.url,
    get line() {
      if (!line) throw new Error('Only a test app with `lines` has a line.');
      return line;
    },
    get otherLine() {
      if (!otherLine) throw new Error("Only a test app with `lines: 'each'` has another line.");
      return otherLine;
    },
    crash,
    clock,
    dataDir,
    simulator: { ...simulator, url: simulatorUrl },

    /** Asks the simulator's control API. @throws Error when it refuses */
    control,

    /** Orders a failure of Vonage: a status, garbage or a delay for the next requests whose path begins so. */
    async fault(fault: object): Promise<void> {
      await control('POST', '/faults', fault);
    },

    /** Vonage works again. */
    async clearFaults(): Promise<void> {
      await control('DELETE', '/faults');
    },

    async close(): Promise<void> {
      for (const server of running) await server.close();
      await Promise.all(crashed);
      await way?.close();
      await simulator.close();
      await line?.close();
      await otherLine?.close();
      const { apiSecret, signatureSecret } = simulator.credentials;
      const { appSecrets } = first!.config;
      const secrets = { 'the API secret': apiSecret, 'the signature secret': signatureSecret, APP_SECRET };
      await leaks?.search({ databaseUrl: database.url, dataDir, appSecrets, secrets });
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>;
