import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const PAGE = 'handsets.html';
const DIRECTIVES = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/**
 * Serves the page of handsets and the files that it loads; every path of Vonage's stays as it is. Without the built web
 * app there is no page.
 * @param webRoot folder of the built web app
 */
export async function pages(app: FastifyInstance, webRoot: string | undefined): Promise<void> {
  if (!webRoot || !existsSync(join(webRoot, PAGE))) return;
  await app.register(async (own) => {
    own.addHook('onRoute', (route) => {
      route.config = { ...route.config, part: 'simulator' };
    });
    own.addHook('onSend', async ({ host }, reply) => {
      // Sockets are not 'self' for every browser.
      reply.header(
        'content-security-policy',
        [...DIRECTIVES, `connect-src 'self' ws://${host} wss://${host}`].join('; '),
      );
      reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    });
    await own.register(fastifyStatic, { root: webRoot, serve: false, cacheControl: false });
    own.get('/', (_, reply) => reply.header('cache-control', 'no-cache').sendFile(PAGE));
    own.get('/icon.svg', (_, reply) => reply.sendFile('icon.svg'));
    own.get('/wordmark.svg', (_, reply) => reply.sendFile('wordmark.svg'));
    own.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
      reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(`assets/${request.params['*']}`),
    );
  });
}
