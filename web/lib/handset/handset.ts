/**
 * The simulator's handsets: phones that a page can use. Its control API is JSON over HTTP, and a WebSocket per handset.
 */

/** A simulated phone, or a user's device. */
export interface Handset {
  id: string;
  /** E.164 without `+`; null for a user's handset. */
  number: string | null;
  user: string | null;
  application_id: string | null;
  name: string;
  state: 'idle' | 'dialling' | 'ringing' | 'talking';
  call: HandsetCall | null;
}

export interface HandsetCall {
  leg: string;
  conversation: string;
  direction: 'inbound' | 'outbound';
  /** Number or user at the other end. */
  other: string | null;
  /** ISO 8601. */
  since: string;
}

/** What a handset hears, and what happens to its call. */
export interface HeardEvent {
  /** Counts from 1 in each call. */
  n: number;
  at: string;
  /** Milliseconds since the call began. */
  ms: number;
  type: string;
  to?: string;
  from?: string;
  of?: string;
  by?: string;
  text?: string;
  language?: string;
  url?: string;
  name?: string;
  digits?: string;
  who?: string;
  reason?: string;
}

export type HandsetCommand =
  /** With an application's id at Vonage, that application is called, whoever owns the number. */
  | { type: 'dial'; to: string; application_id?: string }
  /** A user's call to the application, with custom data for it. */
  | { type: 'dial'; context: Record<string, unknown> }
  | { type: 'answer' | 'reject' | 'hangup' }
  | { type: 'keys'; digits: string }
  | { type: 'say'; text: string }
  /** Starts sound: a WebRTC offer. */
  | { type: 'offer'; sdp: string };

export interface HandsetListener {
  onHandset(handset: Handset): void;
  onHeard(event: HeardEvent): void;
  /** The simulator's answer to a WebRTC offer. */
  onSound(sdp: string): void;
  /** The simulator refused a request; the message is its reason. */
  onRefused(reason: string): void;
  onConnected(connected: boolean): void;
}

/** URL of the simulator, and the token for its handsets. */
export interface Simulator {
  /** Its base URL. */
  url: string;
  token: string;
}

/** The simulator does not respond; it may come back. */
export class SimulatorAway extends Error {
  override readonly name = 'SimulatorAway';
}

const phones = (id?: string) => `/simulator/phones${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** @param body sent as JSON */
async function request<T>({ url, token }: Simulator, method: string, path: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const reply = await fetch(url + path, init).catch((cause) => {
    throw new SimulatorAway('The simulator does not answer.', { cause });
  });
  if (!reply.ok) throw new Error(await reply.text());
  return reply.status === 204 ? (undefined as T) : ((await reply.json()) as T);
}

/** The handset's owner: a phone number, E.164 without `+`, or a user of an application (its id at Vonage). */
export type HandsetOwner = { number: string } | { user: string; application_id: string };

/** Test calls come from numbers with an unassigned country code. */
export const isTestCaller = (number: string | null): boolean => /^999\d{12}$/.test(number ?? '');

/** @returns the phones that people dial with, without users' handsets and those of test calls */
export async function listPhones(simulator: Simulator): Promise<Handset[]> {
  const { phones: all } = await request<{ phones: Handset[] }>(simulator, 'GET', phones());
  return all.filter(({ number }) => number !== null && !isTestCaller(number));
}

/** Creates the handset; an existing one is returned unchanged. */
export function createHandset(simulator: Simulator, owner: HandsetOwner): Promise<Handset> {
  return request(simulator, 'POST', phones(), owner);
}

export function removeHandset(simulator: Simulator, id: string): Promise<void> {
  return request(simulator, 'DELETE', phones(id));
}

/** Hangs up even while the page is closing. */
export function hangUpLate({ url, token }: Simulator, id: string): void {
  const headers = { authorization: `Bearer ${token}` };
  void fetch(`${url}${phones(id)}/hangup`, { method: 'POST', headers, keepalive: true }).catch(() => {});
}

/** @returns what was heard so far in the current or last call */
async function transcriptOf(simulator: Simulator, id: string): Promise<HeardEvent[]> {
  const reply = await request<{ events: HeardEvent[] }>(simulator, 'GET', `${phones(id)}/transcript`);
  return reply.events;
}

/** Milliseconds between attempts to reconnect to the simulator. */
const RETRY = 1000;

/**
 * Connects to a handset: creates it if needed, listens until `close()`, and reconnects when the connection breaks or
 * the simulator restarts.
 */
export function connectHandset(simulator: Simulator, owner: HandsetOwner, listener: HandsetListener) {
  let socket: WebSocket | undefined;
  let retry: number | undefined;
  let closed = false;

  async function open(): Promise<void> {
    try {
      const { id } = await createHandset(simulator, owner);
      if (closed) return;
      listen(id);
    } catch (error) {
      again();
      if (!(error instanceof SimulatorAway)) listener.onRefused(String(error));
    }
  }

  function listen(id: string): void {
    const address = new URL(`${phones(id)}/socket`, simulator.url);
    address.protocol = address.protocol.replace('http', 'ws');
    // Browsers cannot set headers on a WebSocket, and URLs are logged, so the token is sent as a subprotocol.
    socket = new WebSocket(address, ['denwaban', simulator.token]);
    socket.onopen = () => {
      if (closed) return putDown();
      listener.onConnected(true);
      // After a reload during a call, the page shows what was said before.
      transcriptOf(simulator, id).then(
        (events) => events.forEach(listener.onHeard),
        () => {},
      );
    };
    socket.onmessage = ({ data }) => {
      if (closed) return;
      const message = JSON.parse(data);
      if (message.type === 'state') listener.onHandset(message.phone);
      else if (message.type === 'answer') listener.onSound(message.sdp);
      else if (message.type === 'refused') listener.onRefused(message.reason);
      else listener.onHeard(message);
    };
    socket.onclose = again;
  }

  /** Lets a connecting socket open before closing it: otherwise Chromium logs an error. */
  function putDown(): void {
    if (socket?.readyState !== WebSocket.CONNECTING) socket?.close();
  }

  function again(): void {
    if (closed) return;
    listener.onConnected(false);
    retry = window.setTimeout(open, RETRY);
  }

  void open();
  return {
    send(command: HandsetCommand): void {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(command));
    },
    close(): void {
      closed = true;
      window.clearTimeout(retry);
      putDown();
    },
  };
}
