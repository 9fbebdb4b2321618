import type { WebSocket } from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { parseForeignJson } from '../../../json-depth.js';
import { SimError } from '../../http/errors.js';
import { isObject, readInput } from '../../http/input.js';
import type { Voice } from '../../network/voice.js';
import type { Phone } from '../../phones/phone.js';
import { dial, pressKeys, say } from './phone-actions.js';

/** Actions of a person, as messages on the handset's socket. */
const VERBS = new Map<unknown, (phone: Phone, message: unknown) => unknown>([
  ['dial', dial],
  ['answer', (phone) => phone.answer()],
  ['reject', (phone) => phone.reject()],
  ['hangup', (phone) => phone.hangUp()],
  ['keys', pressKeys],
  ['say', say],
]);
const LONGEST_MESSAGE = 10_000;
/** Bytes. */
const MOST_UNREAD = 5_000_000;

/** A handset's live socket: docs/simulator.md. */
export function phoneSockets(app: FastifyInstance, { phones }: Voice): void {
  app.get('/simulator/phones/:id/socket', { websocket: true }, (socket, request) => {
    const { id } = request.params as { id: string };
    const phone = phones.get(id);
    if (!phone) return socket.close(4404, 'There is no such handset.');
    send(socket, { type: 'state', phone: phone.view() });
    const stop = phone.listen((update) => send(socket, update));
    let hangUpSound = () => {};
    const over = () => {
      stop();
      hangUpSound();
    };
    socket.on('close', over);
    socket.on('error', over);
    const take = async (text: string) => {
      const reason = await handleMessage(phone, text, async (offer) => {
        const { sdp, close } = await connectSound(phone, offer);
        hangUpSound();
        hangUpSound = close;
        if (socket.readyState !== socket.OPEN) close();
        send(socket, { type: 'answer', sdp });
      });
      if (reason) send(socket, { type: 'refused', reason });
    };
    socket.on('message', (data) => {
      take(data.toString()).catch((error) => request.log.error({ err: error }, 'a handset’s message went wrong'));
    });
  });
}

/** Disconnects a client that does not read, because unread messages would pile up. */
export function send(socket: WebSocket, message: unknown): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MOST_UNREAD) socket.terminate();
  else socket.send(JSON.stringify(message));
}

/** `{"sdp"}`. @throws SimError 400, 409 */
function connectSound(phone: Phone, message: unknown) {
  const input = readInput(message);
  const sdp = input.text('sdp', { required: true, most: LONGEST_MESSAGE });
  input.check();
  return phone.connectSound(sdp!);
}

/** @returns the reason for a refusal, or null if it was done */
async function handleMessage(
  phone: Phone,
  text: string,
  offer: (message: unknown) => Promise<void>,
): Promise<string | null> {
  if (text.length > LONGEST_MESSAGE) return 'The message is too long.';
  const message = parse(text);
  const verb = isObject(message) ? message.type : undefined;
  const act = verb === 'offer' ? () => offer(message) : VERBS.get(verb);
  if (!act) return `A message has one of these types: ${[...VERBS.keys(), 'offer'].join(', ')}.`;
  try {
    await act(phone, message);
    return null;
  } catch (error) {
    if (!(error instanceof SimError)) throw error;
    const [first] = error.more.invalid ?? [];
    return first ? `${first.name} ${first.reason}.` : error.detail;
  }
}

function parse(text: string): unknown {
  try {
    return parseForeignJson(text);
  } catch {
    return null;
  }
}
