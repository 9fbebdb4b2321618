import type { FastifyInstance } from 'fastify';
import { readInput } from '../../http/input.js';
import type { Voice } from '../../network/voice.js';
import { send } from './phone-sockets.js';

/** Live feed of everything that happens: docs/simulator.md. */
export function feedApi(app: FastifyInstance, { feed }: Voice): void {
  app.get('/simulator/feed', { websocket: true }, (socket, request) => {
    const conversation = readInput(request.query).text('conversation');
    const stop = feed.subscribe((entry) => {
      if (!conversation || entry.conversation === conversation) send(socket, entry);
    });
    socket.on('close', stop);
    socket.on('error', stop);
  });
}
