import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import websocket from '@fastify/websocket';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Config } from './config.js';
import { graphqlPlugin } from './graphql/graphql.plugin.js';
import { checkDepth } from './json-depth.js';
import type { Services } from './services.js';
import { apiJwt } from './tokens/api-jwt.js';
import type { SimulatorFile } from './vonage/simulator-file.js';
import { webhooksPlugin } from './webhooks/webhooks.plugin.js';

export interface AppOptions {
  services: Services;
  config: Config;
  log: FastifyBaseLogger;
  /** The simulator beside this server, whose handsets the web app talks to; null without one. */
  simulator: () => SimulatorFile | null;
  /** The built web app; where it does not exist, only the API answers. */
  webRoot?: string;
  /** Milliseconds that an operation at /graphql may take. */
  longestMs?: number;
}

/** Paths that are never a page of the web app. */
const API = /^\/(graphql|api|webhooks|healthz|readyz|metrics|assets)(\/|\?|$)/;
const YEAR = 365 * 24 * 3600;
/** Milliseconds in which a request must have arrived; a client that dribbles is cut off. */
const ARRIVAL_MS = 30_000;
/** Deleting an application with all its numbers is the longest. */
const LONGEST_MS = 60_000;
/** What a request may still take once the server closes, in milliseconds. */
const LAST_REQUESTS_MS = 5_000;

/** What our pages use of a browser's powers: the microphone, loudspeakers, the clipboard. */
const PERMISSIONS =
  'microphone=(self), speaker-selection=(self), clipboard-write=(self), camera=(), geolocation=(), payment=(), usb=()';

/** The web server with every endpoint, ready to listen; it does not listen by itself. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { services, config, log, simulator, webRoot, longestMs = LONGEST_MS } = options;
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    trustProxy: trusting(config.trustProxy),
    requestTimeout: ARRIVAL_MS,
    frameworkErrors: refuseUnreadable,
    // Addresses that people put together by hand: `PUBLIC_URL/` + `/webhooks/…`.
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
  });
  // Refuses new requests and finishes running ones, unless they take too long. Node counts a connection that was never
  // used as busy, and does not count one that was upgraded to a socket.
  let ending = false;
  const connections = new Set<Socket>();
  app.server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  app.addHook('preClose', async () => {
    ending = true;
    setTimeout(() => {
      for (const socket of connections) socket.destroy();
    }, LAST_REQUESTS_MS).unref();
  });
  // Kept alive after its answer, a connection would be waited for.
  app.addHook('onSend', async (_request, reply) => {
    if (ending) reply.header('connection', 'close');
  });
  const simulatorUrl = () => simulator()?.url ?? "'self'";
  /** Where the Client SDK goes: the simulator, what the settings say, or Vonage's hosts of every region. */
  const clientUrls = [
    simulatorUrl,
    () => simulatorUrl().replace(/^http/, 'ws'),
    config.vonage.clientApiUrl ?? 'https://*.vonage.com',
    (config.vonage.clientWsUrl ?? 'wss://*.vonage.com').replace(/^http/, 'ws'),
  ];
  const https = () => config.publicUrl.startsWith('https:');

  await app.register(helmet, {
    strictTransportSecurity: https() ? undefined : false,
    xFrameOptions: { action: 'deny' },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        workerSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'", 'data:'],
        frameSrc: ["'none'"],
        manifestSrc: ["'self'"],
        // Mantine writes its style variables into the page.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:', simulatorUrl],
        connectSrc: ["'self'", ...clientUrls],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', PERMISSIONS);
  });
  app.addHook('preValidation', async ({ body }) => checkDepth(body));
  app.addHook('onRequest', async ({ headers, ips, socket }) => {
    services.securityWarnings.notice({ headers, peer: socket.remoteAddress ?? '', trusted: (ips?.length ?? 1) > 1 });
  });
  await app.register(cookie);
  await app.register(compress);
  await app.register(websocket, { options: { maxPayload: 100_000 } });

  app.get('/healthz', async () => ({ status: 'ok' }));
  // Calls are answered from memory, so a lost database shows here and does not take the server out of the balance.
  app.get('/readyz', async () => ({
    status: 'ready',
    database: (await services.databaseAnswers()) ? 'ok' : 'away',
    jobsLateMs: services.jobs.lateness(),
  }));
  const { requestsPerMinute } = config;
  await app.register(graphqlPlugin, { services, publicUrl: () => config.publicUrl, requestsPerMinute, longestMs });
  await app.register(apiJwt, { tokens: services.tokens, requestsPerMinute });
  const { calls, keepContact, routing, testCalls, dialling, numbers, senders, reachability } = services;
  const signatures = config.webhookSignatures;
  const publicUrl = () => config.publicUrl;
  const asked = { routing, testCalls, dialling, numbers };
  const doors = { calls, keepContact, ...asked, senders, reachability, publicUrl, signatures };
  await app.register(webhooksPlugin, doors);
  await serveWeb(app, webRoot);
  return app;
}

/** No hook sees such a request; one that asked for an upgrade would stay open. */
function refuseUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.raw.once('finish', () => request.headers.upgrade && request.raw.socket.destroy());
  reply.code(error.statusCode ?? 400).send({ error: 'This address cannot be read.', code: 'BAD_REQUEST' });
}

/** A path as the router reads it: the text of an address can be written in many ways. */
function pathOf(address: string): string {
  return decodeURI(address.replace(/^https?:\/\/[^/]*/i, '').split('?', 1)[0]!);
}

/** Fastify's types know no number of proxies. */
function trusting(proxies: Config['trustProxy']) {
  return typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies;
}

/** The single page for every path that is a page of it; files that carry a hash in their name are kept for a year. */
async function serveWeb(app: FastifyInstance, root: string | undefined): Promise<void> {
  const page = root && existsSync(join(root, 'index.html')) ? root : null;
  if (page) {
    await app.register(fastifyStatic, {
      root: page,
      cacheControl: false,
      setHeaders(reply, path) {
        const hashed = path.includes('/assets/');
        reply.header('cache-control', hashed ? `public, max-age=${YEAR}, immutable` : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (page && request.method === 'GET' && !API.test(pathOf(request.url))) return reply.sendFile('index.html');
    return reply.code(404).send({ error: `There is nothing at ${request.method} ${request.url}.`, code: 'NOT_FOUND' });
  });
}
