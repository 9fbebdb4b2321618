import { io } from 'socket.io-client';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { SoftPhone } from '../../scripts/soft-phone.js';
import { NUMBER, type Telephony, type TestPhone } from './telephony.js';
import { waitFor } from './wait-for.js';

/** An event of the Client SDK's socket. */
export interface SocketEvent {
  type: string;
  cid?: string;
  from?: string;
  body: Record<string, unknown>;
}

/** The Client SDK's wire without the SDK: its socket, and its HTTP requests with the same token. */
export async function openSdkSocket(telephony: Telephony, token: string, query: Record<string, string> = {}) {
  const socket = io(telephony.simulator.url, {
    path: '/v2/rtc',
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    query: { session_version: '0.0.3', token, SDK_version: '2.3.1', ...query },
  });
  const came: SocketEvent[] = [];
  socket.onAny((type: string, event: Omit<SocketEvent, 'type'>) => came.push({ ...event, type }));

  const expectEvent = (type: string, fits: (event: SocketEvent) => boolean = () => true): Promise<SocketEvent> =>
    waitFor(() => came.find((event) => event.type === type && fits(event)));
  const first = await waitFor(() => came[0]);
  const session = String(first.body.id);

  return {
    came,
    first,
    session,
    expect: expectEvent,
    emit: (type: string, event: object) => socket.emit(type, event),
    connected: () => socket.connected,
    close: () => socket.close(),

    /** A request with the session's token, as the SDK writes it. */
    ask: (method: string, path: string, body?: unknown, bearer = token) =>
      telephony.simulator.request(path, {
        method,
        authorization: `bearer ${bearer}`,
        headers: { 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
  };
}

export type SdkSocket = Awaited<ReturnType<typeof openSdkSocket>>;

/** The handset calls the application, which connects it with Jane: her socket is invited. @param more of the connect */
export async function ringUser(telephony: Telephony, caller: TestPhone, jane: SdkSocket, more: object = {}) {
  telephony.office.on('/answer', [{ action: 'connect', endpoint: [{ type: 'app', user: 'Jane' }], ...more }]);
  await caller.dial(NUMBER);
  return invited(jane);
}

/** The call that rings at this socket. */
export async function invited(jane: SdkSocket) {
  const { cid, body } = await jane.expect('member:invited');
  const { id: leg } = body.channel as { id: string };
  const member = `/v0.3/conversations/${cid}/members/${body.member_id}`;
  return { cid: cid!, leg, member, mid: String(body.member_id), sdp: String(body.sdp) };
}

export type RingingCall = Awaited<ReturnType<typeof ringUser>>;

/** The first request of an answer. */
export const joining = (session: string) => ({
  originating_session: session,
  channel: { type: 'app' },
  state: 'joined',
});

/** The invited user answers, with the sound of that phone. */
export async function answerCall(jane: SdkSocket, call: RingingCall, phone: SoftPhone): Promise<SoftPhone> {
  expect((await jane.ask('PUT', call.member, joining(jane.session))).status).toBe(200);
  const path = `/v0.3/conversations/${call.cid}/rtc/${call.leg}/answer`;
  const sdp = await phone.answer(call.sdp);
  expect((await jane.ask('POST', path, { body: { answer: sdp } })).status).toBe(200);
  await waitFor(phone.connected);
  return phone;
}

/** A handset's page without a browser: its socket, and sound by an offer over it. @returns what the simulator replied */
export async function offerSound(telephony: Telephony, phone: TestPhone, sdp: string) {
  const { url, control } = telephony.simulator;
  const address = `${url.replace('http', 'ws')}/simulator/phones/${encodeURIComponent(phone.id)}/socket`;
  const socket = new WebSocket(address, { headers: { authorization: control } });
  const reply = new Promise<{ type: string; sdp: string; reason: string }>((resolve) => {
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString());
      if (message.type === 'answer' || message.type === 'refused') resolve(message);
    });
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.send(JSON.stringify({ type: 'offer', sdp }));
  return { ...(await reply), close: () => socket.close() };
}
