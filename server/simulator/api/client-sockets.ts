import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Server } from 'socket.io';
import { takeRegion } from '../http/addressed-region.js';
import type { Signalling } from '../signalling/signalling.js';

const PATH = '/v2/rtc';
const LARGEST_MESSAGE = 1_000_000;

interface ClientSocketsDeps {
  signalling: Signalling;
  /** Whether a `Host` header names this machine. */
  isOwn: (host: string | undefined) => boolean;
}

/**
 * The Client SDK's socket (socket.io over WebSocket only). It shares its path with HTTP requests; `EIO` in the query
 * tells them apart.
 * @returns `others`: a server that receives all other upgrades
 */
export function clientSockets(app: FastifyInstance, { signalling: { sessions }, isOwn }: ClientSocketsDeps) {
  // Neither server listens; each is handed its own upgrades.
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

  const open = new Set<Duplex>();

  // An exception in this listener would end the process, and anyone may connect.
  app.server.on('upgrade', (request, socket, head) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    try {
      request.url = takeRegion(request);
      const url = readAddress(request.url);
      if (!url || !isOwn(request.headers.host)) return socket.destroy();
      const isRtc = url.pathname.replace(/\/$/, '') === PATH && url.searchParams.has('EIO');
      (isRtc ? rtc : others).emit('upgrade', request, socket, head);
    } catch (error) {
      app.log.warn({ err: error }, 'an upgrade was refused');
      socket.destroy();
    }
  });

  return {
    others,
    close(): void {
      io.disconnectSockets(true);
      io.engine.close();
      for (const socket of open) socket.destroy();
    },
  };
}

/**
 * The address of a request; null if it cannot be parsed, since no route would be found and no one would close the
 * socket.
 */
function readAddress(text = ''): URL | null {
  try {
    decodeURI(text);
    return text.startsWith('/') ? new URL(`http://simulator${text}`) : null;
  } catch {
    return null;
  }
}
