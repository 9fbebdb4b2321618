import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import WebSocket from 'ws';
import { post, send } from '../load.js';
import { signed } from '../webhooks.js';
import type { Attack, Outcome, Scene } from './attack.js';

const signer = ({ simulator, application }: Scene) => ({ simulator, vonageId: application.vonageId });

const isGiven = ({ status }: { status: number }, what: string): string | undefined =>
  status === 200 ? what : undefined;

/** The webhooks, the mobile clients' endpoint, bare sockets, and the simulator beside the server. */
export const endpointAttacks: Attack[] = [
  {
    what: 'events at the address that agents know',
    perSecond: 10,
    async run({ url, application }, from) {
      const uuid = randomUUID();
      const event = { uuid, conversation_uuid: `CON-${uuid}`, status: 'started', direction: 'inbound' };
      const reply = await post(`${url}/webhooks/${application.id}/event`, event, from);
      return { ...reply, got: isGiven(reply, 'an event') };
    },
  },
  {
    what: "an agent's calls to premium numbers with a digit more",
    perSecond: 5,
    async run(scene, from) {
      const uuid = randomUUID();
      const to = ['4990012345678', '81990123456', '33899123456', '3989912345678', '34806123456'][
        Math.floor(Math.random() * 5)
      ];
      const body = JSON.stringify({ to, from_user: 'Jane', uuid, conversation_uuid: `CON-${uuid}` });
      const reply = await post(scene.application.answerUrl, body, { ...signed(signer(scene), body), ...from });
      return { ...reply, got: reply.text.includes('"connect"') ? 'a premium call' : undefined };
    },
  },
  {
    what: 'a used signature at another endpoint',
    perSecond: 5,
    async run(scene, from) {
      const uuid = randomUUID();
      const body = JSON.stringify({ from: '447700900001', to: '447700900100', uuid, conversation_uuid: `CON-${uuid}` });
      const headers = { ...signed(signer(scene), body), ...from };
      await post(scene.application.answerUrl, body, headers);
      const reply = await post(scene.application.answerUrl.replace(/answer$/, 'event'), body, headers);
      return { ...reply, got: isGiven(reply, 'an event') };
    },
  },
  {
    what: 'bodies nested 20 000 deep at the webhooks',
    perSecond: 4,
    async run(scene, from) {
      const body = `{"uuid":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
      const reply = await post(scene.application.answerUrl, body, { ...signed(signer(scene), body), ...from });
      return { ...reply, got: reply.status >= 500 ? 'a failure' : undefined };
    },
  },
  {
    what: 'new users through /api/jwt',
    perSecond: 5,
    run: ({ url, application }, from) =>
      post(`${url}/api/jwt`, { mobile_api_key: application.mobileApiKey, user_name: `made-${randomUUID()}` }, from),
  },
  {
    what: "an agent's token at the cloud's REST",
    perSecond: 4,
    async run({ simulatorUrl, janesToken, application }) {
      const authorization = `Bearer ${janesToken}`;
      const list = await send(`${simulatorUrl}/v1/conversations`, { headers: { authorization } });
      const uuid = randomUUID();
      const record = { action: 'start', event_url: [application.dtmfUrl], event_method: 'GET' };
      const talked = await post(`${simulatorUrl}/v1/conversations/CON-${uuid}/record`, record, { authorization });
      return { status: list.status, got: isGiven(list, 'all conversations') ?? isGiven(talked, 'a recording') };
    },
  },
  { what: 'upgrades that lead nowhere', perSecond: 10, run: ({ url }) => upgrade(url, '/%') },
  {
    what: 'a socket to the address // of the simulator',
    perSecond: 4,
    run: ({ simulatorUrl }) => openSocket(`${simulatorUrl.replace('http', 'ws')}//`),
  },
  {
    what: "the simulator's controls from another page",
    perSecond: 4,
    async run({ simulatorUrl }) {
      const headers = { origin: 'https://evil.example', 'content-type': 'application/json' };
      const body = JSON.stringify({ number: '447700900001' });
      const made = await send(`${simulatorUrl}/%73imulator/phones`, { method: 'POST', headers, body });
      return { status: made.status, got: made.status === 201 ? 'a handset' : undefined };
    },
  },
  {
    what: "the simulator's account by another name of the machine",
    perSecond: 4,
    async run({ simulatorUrl, simulator }) {
      const reply = await rawGet(simulatorUrl, '/simulator/account', 'rebound.example');
      return { status: reply.status, got: reply.text.includes(simulator.apiSecret) ? 'the secret' : undefined };
    },
  },
];

/** Leaves the connection open: a server that waited for it would never close. */
async function upgrade(url: string, path: string): Promise<Outcome> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  );
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  return { status: 200 };
}

function openSocket(address: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const socket = new WebSocket(address);
    socket.on('error', () => resolve({ status: 0 }));
    socket.on('unexpected-response', (_request, response) => resolve({ status: response.statusCode ?? 0 }));
    socket.on('open', () => {
      socket.close();
      resolve({ status: 101 });
    });
  });
}

/** Over a plain socket, because HTTP clients set the Host header themselves. */
function rawGet(url: string, path: string, host: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk) => (text += chunk));
    socket.on('error', () => resolve({ status: 0, text: '' }));
    socket.on('close', () => resolve({ status: Number(text.split(' ')[1] ?? 0), text }));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
}
