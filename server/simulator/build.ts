import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import formbody from '@fastify/formbody';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { Region } from '../../shared/regions.js';
import { createCloud } from './account/cloud.js';
import { accountApi } from './api/account.js';
import { applicationsApi } from './api/applications.js';
import { callsApi } from './api/calls.js';
import { clientApi } from './api/client.js';
import { clientSockets } from './api/client-sockets.js';
import { controlApi } from './api/control/control.js';
import { faultsApi } from './api/control/faults.js';
import { feedApi } from './api/control/feed.js';
import { mannersApi } from './api/control/manners.js';
import { phonesApi } from './api/control/phones.js';
import { conversationsApi } from './api/conversations.js';
import { eventsApi } from './api/events.js';
import { filesApi } from './api/files.js';
import { legsApi } from './api/legs.js';
import { membersApi } from './api/members.js';
import { numbersApi } from './api/numbers.js';
import { pushApi } from './api/push.js';
import { usersApi } from './api/users.js';
import { createSimClock, type SimClock } from './control/clock.js';
import { createFaults } from './control/faults.js';
import { type Manners, mannersWith } from './control/manners.js';
import type { SimulatorDeps } from './deps.js';
import { controlsFor, isOwnHost, ownHostOnly, pagesOfAnyOrigin } from './http/access.js';
import { takeRegion } from './http/addressed-region.js';
import { createAuth } from './http/auth.js';
import { noDeepBodies, readBodies } from './http/bodies.js';
import { answerError, answerUnknownPath } from './http/errors.js';
import { faultsAndLimits } from './http/gate.js';
import { createLimits } from './http/limits.js';
import { pages } from './http/pages.js';
import { registerPart } from './http/register-part.js';
import { createVoice } from './network/voice.js';

/** Maximum size of a handset's message in bytes; the longest is a WebRTC offer. */
const LARGEST_MESSAGE = 100_000;

const SESSION_LIFE_MS = 15 * 60_000;

export interface SimulatorOptions {
  /** DATA_DIR: state goes to its folder `simulator`, credentials to its file `simulator.json`. */
  dataDir: string;
  log: FastifyBaseLogger;
  /** Address to listen on: the setting SIMULATOR_HOST; 127.0.0.1 by default. */
  host?: string;
  clock?: SimClock;
  callsPerSecond?: number;
  requestsPerSecond?: number;
  /** Characters of text spoken per second; 15 by default. */
  speechRate?: number;
  /** The built web app, whose page of handsets is served; without it there is none. */
  webRoot?: string;
  /** Where they differ from what the cloud most likely does. */
  manners?: Partial<Manners>;
}

/**
 * Builds the simulated Vonage; the caller makes `app` listen.
 * @returns the app, the state, the account's credentials with the control API's tokens, and `close()`, which ends
 * everything and writes the state
 * @throws Error if the state in `dataDir` cannot be read or written
 */
export async function buildSimulator(options: SimulatorOptions) {
  const {
    dataDir,
    log,
    host = '127.0.0.1',
    clock = createSimClock({ onError: (error) => log.error({ err: error }, 'a timer of the simulator failed') }),
  } = options;
  const cloud = createCloud({
    dir: join(dataDir, 'simulator'),
    onError: (error) => log.error({ err: error }, 'the state of the simulator could not be written'),
  });
  await cloud.flush();
  const limits = createLimits({
    callsPerSecond: options.callsPerSecond ?? 3,
    requestsPerSecond: options.requestsPerSecond ?? 15,
  });
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    rewriteUrl: takeRegion,
    // A handset's id contains its user's name: 200 characters, each up to twelve in a URL.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 3000 },
  });
  const settings = {
    speechRate: options.speechRate ?? 15,
    sessionLifeMs: SESSION_LIFE_MS,
    nearestRegion: 'eu-west' as Region,
    manners: mannersWith(options.manners),
  };
  const parts = {
    cloud,
    clock,
    log,
    limits,
    auth: createAuth({ cloud, settings }),
    faults: createFaults(),
    settings,
    url: () => app.listeningOrigin.replace('://0.0.0.0', '://127.0.0.1').replace('://[::]', '://[::1]'),
  };
  const loopbackOnly = () => /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost):/.test(app.listeningOrigin);
  const voice = createVoice({ ...parts, dir: join(dataDir, 'simulator'), loopbackOnly });
  const deps: SimulatorDeps = { ...parts, voice };

  await app.register(formbody);
  const sockets = clientSockets(app, { signalling: voice.signalling, isOwn: (name) => isOwnHost(name, host) });
  await app.register(websocket, { options: { server: sockets.others, maxPayload: LARGEST_MESSAGE } });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerUnknownPath);
  readBodies(app);
  ownHostOnly(app, host);
  noDeepBodies(app);
  faultsAndLimits(app, deps);

  await pages(app, options.webRoot);
  registerPart(app, 'simulator', ['/simulator*'], (own) => {
    controlsFor(own, cloud.account);
    controlApi(own, deps);
    faultsApi(own, deps);
    mannersApi(own, deps);
    legsApi(own, voice);
    feedApi(own, voice);
    phonesApi(own, voice);
  });
  registerPart(app, 'client', ['/v0.2/*', '/v0.3/*', '/v2/rtc/*'], (own) => {
    pagesOfAnyOrigin(own);
    clientApi(own, deps, voice.signalling);
  });
  registerPart(app, 'account', ['/account*'], (own) => accountApi(own, deps));
  registerPart(app, 'numbers', ['/number/*', '/account/numbers*'], (own) => numbersApi(own, deps));
  registerPart(app, 'voice', ['/v1/calls*'], (own) => callsApi(own, deps, voice));
  registerPart(app, 'users', ['/v1/users*', '/v1/conversations*', '/v1/files*'], (own) => {
    usersApi(own, deps);
    conversationsApi(own, deps);
    membersApi(own, deps);
    eventsApi(own, deps);
    filesApi(own, deps);
  });
  registerPart(app, 'applications', [], (own) => {
    applicationsApi(own, deps);
    pushApi(own, deps);
  });
  app.addHook('onListen', async () => voice.endCallsOfLastRun());

  const { apiKey, apiSecret, signatureSecret, controlToken, handsetToken } = cloud.account;
  const credentials = { apiKey, apiSecret, signatureSecret, controlToken, handsetToken };

  return {
    app,
    cloud,
    credentials,

    async close(): Promise<void> {
      clock.stop();
      voice.signalling.close();
      sockets.close();
      await app.close();
      await voice.close();
      await cloud.flush();
    },

    /** The URL and credentials. */
    announced: () => ({ url: deps.url(), ...credentials }),

    /** Writes the URL and credentials for other programs on this machine (0600). */
    announce(): void {
      mkdirSync(dataDir, { recursive: true });
      const file = join(dataDir, 'simulator.json');
      const content = { url: deps.url(), pid: process.pid, ...credentials };
      writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
      chmodSync(file, 0o600);
    },
  };
}

export type Simulator = Awaited<ReturnType<typeof buildSimulator>>;
