import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Simulator } from '../../server/simulator/build.js';

/** A request to the simulator and its response. */
export interface Exchange {
  method: string;
  path: string;
  /** The path with names instead of ids, such as `/v1/users/{id}`. */
  template: string;
  status: number;
  /** Parsed JSON; undefined if there is no body. */
  body: unknown;
}

type Reply = Record<string, string> & { keys?: Record<string, string> };

interface Sending {
  /** Credentials: `account` (Basic), `token` (of the application), `control` (of the control API), or `none`. */
  as?: 'account' | 'token' | 'control' | 'none';
  json?: object;
  form?: Record<string, string>;
}

/** Sends requests and records each; ids in paths are given as `{name: value}` pairs of the template. */
function createWire(simulator: Simulator, url: string) {
  const exchanges: Exchange[] = [];
  const { apiKey, apiSecret, controlToken } = simulator.credentials;
  const basic = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  const application = { id: '', privateKey: '' };

  function authorization(as: Sending['as']): Record<string, string> {
    if (as === 'none') return {};
    if (as === 'account') return { authorization: basic };
    if (as === 'control') return { authorization: `Bearer ${controlToken}` };
    const claims = { application_id: application.id, jti: randomUUID() };
    return {
      authorization: `Bearer ${jwt.sign(claims, application.privateKey, { algorithm: 'RS256', expiresIn: 60 })}`,
    };
  }

  /** @param template the path; `{name}` is replaced from `ids` */
  async function send(
    line: string,
    ids: Record<string, string> = {},
    { as, json, form }: Sending = {},
  ): Promise<Reply> {
    const [method = '', address = ''] = line.split(' ');
    const path = address.replace(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? 'nobody');
    const response = await fetch(url + path, {
      method,
      headers: { ...authorization(as ?? 'token'), ...(json && { 'content-type': 'application/json' }) },
      ...(json && { body: JSON.stringify(json) }),
      ...(form && { body: new URLSearchParams(form) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const body: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
    const [template = ''] = address.split('?');
    exchanges.push({ method, path: path.split('?')[0]!, template, status: response.status, body });
    return (body ?? {}) as Reply;
  }

  return { exchanges, send, application };
}

type Wire = ReturnType<typeof createWire>;

/**
 * Sends requests for everything the simulator imitates, successful and failing.
 * @param url of the simulator
 */
export async function converse(simulator: Simulator, url: string): Promise<Exchange[]> {
  const wire = createWire(simulator, url);
  await aboutApplications(wire);
  await aboutTheAccount(wire);
  await aboutUsers(wire);
  await aboutConversations(wire);
  await aboutCalls(wire, url);
  await aboutTheEnd(wire);
  return wire.exchanges.filter(({ path }) => !path.startsWith('/simulator'));
}

async function aboutApplications({ send, application }: Wire): Promise<void> {
  const account = { as: 'account' } as const;
  const webhook = { address: 'https://example.com/hook', http_method: 'POST' };
  const json = {
    name: 'Demo',
    privacy: { improve_ai: false },
    capabilities: {
      voice: {
        webhooks: { answer_url: { ...webhook, connect_timeout: 500, socket_timeout: 3000 }, event_url: webhook },
      },
      rtc: { webhooks: { event_url: webhook } },
      messages: { webhooks: { inbound_url: webhook, status_url: webhook } },
      vbc: {},
    },
  };
  const made = await send('POST /v2/applications', {}, { ...account, json });
  Object.assign(application, { id: made.id, privateKey: made.keys!.private_key });
  const ids = { id: made.id! };
  await send('GET /v2/applications?page_size=1', {}, account);
  await send('GET /v2/applications?page_size=0', {}, account);
  await send('GET /v2/applications/{id}', ids, account);
  await send('PUT /v2/applications/{id}', ids, { ...account, json: { ...json, name: 'Renamed' } });
  await send('PUT /v2/applications/{id}', ids, { ...account, json: {} });
  await send('POST /v2/applications', {}, { ...account, json: {} });
  await send('POST /v2/applications', {}, { ...account, form: { name: 'form' } });
  await send('GET /v2/applications', {}, { as: 'none' });
  for (const verb of ['GET', 'DELETE']) await send(`${verb} /v2/applications/{id}`, {}, account);
}

async function aboutTheAccount({ send, application }: Wire): Promise<void> {
  const account = { as: 'account' } as const;
  const none = { as: 'none' } as const;
  const form = { country: 'GB', msisdn: '447700900123' };
  await send('GET /account/get-balance', {}, account);
  await send('GET /account/get-balance', {}, none);
  await send('GET /number/search?country=GB', {}, account);
  await send('GET /number/search?country=AQ', {}, account);
  await send('GET /number/search?country=GB', {}, none);
  await send('POST /number/buy', {}, { ...account, form });
  await send('POST /number/buy', {}, { ...account, form });
  await send('POST /number/buy', {}, { ...none, form });
  await send('POST /number/update', {}, { ...account, form: { ...form, app_id: application.id } });
  await send('POST /number/update', {}, { ...none, form });
  await send('GET /account/numbers', {}, account);
  await send('GET /account/numbers?country=AQ', {}, account);
  await send('GET /account/numbers', {}, none);
  await send('POST /number/cancel', {}, { ...none, form });
}

async function aboutUsers({ send }: Wire): Promise<void> {
  const made = await send(
    'POST /v1/users',
    {},
    { json: { name: 'Jane', display_name: 'Jane D', image_url: 'https://e.com/i' } },
  );
  const ids = { id: made.id! };
  await send('POST /v1/users', {}, { json: { name: 'Joe' } });
  await send('POST /v1/users', {}, { json: { name: 'Joe' } });
  await send('GET /v1/users?page_size=1');
  await send('GET /v1/users/{id}', ids);
  await send('PATCH /v1/users/{id}', ids, { json: { display_name: 'Jane Doe' } });
  await send('GET /v1/users/{id}/conversations', ids);
  await send('GET /v1/users/{id}/sessions', ids);
  await send('GET /v1/users/{id}');
}

async function aboutConversations({ send }: Wire): Promise<void> {
  const json = { name: 'room', display_name: 'Room', image_url: 'https://e.com/i', properties: { ttl: 60 } };
  const { id } = await send('POST /v1/conversations', {}, { json });
  const ids = { id: id! };
  await send('GET /v1/conversations');
  await send('GET /v1/conversations/{id}', ids);
  await send('PUT /v1/conversations/{id}', ids, { json });
  const channel = { type: 'app' };
  const member = await send('POST /v1/conversations/{id}/members', ids, {
    json: { user: { name: 'Jane' }, state: 'joined', channel },
  });
  const withMember = { ...ids, member: member.id! };
  await send('GET /v1/conversations/{id}/members', ids);
  await send('GET /v1/conversations/{id}/members/{member}', withMember);
  const event = { type: 'custom', from: member.id, body: { text: 'hello' } };
  await send('POST /v1/conversations/{id}/events', ids, { json: event });
  await send('GET /v1/conversations/{id}/events', ids);
  await send('GET /v1/conversations/{id}/events/{event}', { ...ids, event: '2' });
  await send('PATCH /v1/conversations/{id}/members/{member}', withMember, { json: { state: 'left' } });
  await send('DELETE /v1/conversations/{id}/events/{event}', { ...ids, event: '2' });
  await send('PUT /v1/conversations/{id}/record', {}, { json: { action: 'start' } });
}

async function aboutCalls({ send }: Wire, url: string): Promise<void> {
  const number = '447700900009';
  const events = [`${url}/simulator/healthz`];
  await send('POST /simulator/phones', {}, { as: 'control', json: { number } });
  await send('PATCH /simulator/phones/{number}', { number }, { as: 'control', json: { auto_answer_ms: 0 } });
  const json = {
    to: [{ type: 'phone', number }],
    from: { type: 'phone', number: '447700900123' },
    ncco: [{ action: 'talk', text: 'Hello', loop: 0 }],
    event_url: events,
  };
  const made = await send('POST /v1/calls', {}, { json });
  const ids = { uuid: made.uuid! };
  await answered(send, ids);
  await send('PUT /v1/calls/{uuid}/talk', ids, { json: { text: 'x' } });
  await send('DELETE /v1/calls/{uuid}/talk', ids);
  await send('PUT /v1/calls/{uuid}/stream', ids, { json: { stream_url: ['https://e.com/x.mp3'] } });
  await send('DELETE /v1/calls/{uuid}/stream', ids);
  await send('PUT /v1/calls/{uuid}/dtmf', ids, { json: { digits: '1p2#' } });
  await send('PUT /v1/calls/{uuid}/input/dtmf', ids, { json: { event_url: events } });
  await send('DELETE /v1/calls/{uuid}/input/dtmf', ids);
  for (const action of ['mute', 'unmute', 'earmuff', 'unearmuff']) {
    await send('PUT /v1/calls/{uuid}', ids, { json: { action } });
  }
  const conversation = { id: made.conversation_uuid! };
  await send('PUT /v1/conversations/{id}/talk', conversation, { json: { text: 'x' } });
  await send('DELETE /v1/conversations/{id}/talk', conversation);
  await send('PUT /v1/conversations/{id}/stream', conversation, { json: { stream_url: ['https://e.com/x.mp3'] } });
  await send('DELETE /v1/conversations/{id}/stream', conversation);
  await send('PUT /v1/conversations/{id}/record', conversation, { json: { action: 'start', event_url: events } });
  const destination = { type: 'ncco', ncco: [{ action: 'talk', text: 'Moved', loop: 0 }] };
  await send('PUT /v1/calls/{uuid}', ids, { json: { action: 'transfer', destination } });
  await send('PUT /v1/calls/{uuid}', ids, { json: { action: 'hangup' } });
  await send('GET /v1/calls/{uuid}', ids);
  await send('GET /v1/calls?page_size=1');
  await send('GET /v1/calls/{uuid}');
  await send('PUT /v1/calls/{uuid}', {}, { json: { action: 'hangup' } });
  await send('PUT /v1/calls/{uuid}', ids, { as: 'none', json: { action: 'hangup' } });
}

/** Polls until the call is answered, at most 10 s. */
async function answered(send: Wire['send'], ids: Record<string, string>): Promise<void> {
  const until = performance.now() + 10_000;
  while ((await send('GET /v1/calls/{uuid}', ids)).status !== 'answered') {
    if (performance.now() > until) throw new Error('The simulated handset did not answer within 10 seconds.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function aboutTheEnd({ send, application }: Wire): Promise<void> {
  const account = { as: 'account' } as const;
  const { id } = await send('POST /v1/conversations', {}, { json: {} });
  await send('DELETE /v1/conversations/{id}', { id: id! });
  await send('GET /v1/conversations/{id}', { id: id! });
  const user = await send('POST /v1/users', {}, { json: {} });
  await send('DELETE /v1/users/{id}', { id: user.id! });
  await send('POST /number/cancel', {}, { ...account, form: { country: 'GB', msisdn: '447700900123' } });
  await send('GET /v1/files/{id}');
  await send('DELETE /v2/applications/{id}', { id: application.id }, account);
}
