import { createServer } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import type { Signalling } from '../signalling.js';

const PATH = '/v2/rtc';
const LARGEST_MESSAGE = 1_000_000;

/**
 * The Client SDK's socket (socket.io over WebSocket only). It shares its path with HTTP requests: `EIO` in the query tells
 * them apart.
 * @returns `others`: a server that is handed all other upgrades
 */
export function clientSockets(app: FastifyInstance, { sessions }: Signalling) {
  // Neither of the two servers listens: each is handed the upgrades that are its own.
  const rtc = createServer();
  const others = createServer();
  const io = new Server(rtc, {
    path: PATH,
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
  });
  io.on('connection', (socket) => {
    sessions.connect(socket).catch((error) => {
      app.log.error({ err: error }, 'a client session could not begin');
      socket.disconnect(true);
    });
  });

  app.server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const isRtc = url.pathname.replace(/\/$/, '') === PATH && url.searchParams.has('EIO');
    (isRtc ? rtc : others).emit('upgrade', request, socket, head);
  });

  return {
    others,
    close(): void {
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}
