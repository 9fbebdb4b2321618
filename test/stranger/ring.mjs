/**
 * Somebody else's project: a plain Node script that uses the unmodified @vonage/server-sdk, with the addresses and keys
 * that `npm run simulator` prints. It creates an application, rents a number, is called by a simulated phone, and calls
 * one. Prints one line for each step; ends with 0 once a phone rings and is answered.
 *
 * VONAGE_URL=… VONAGE_API_KEY=… VONAGE_API_SECRET=… CONTROL_TOKEN=… node test/stranger/ring.mjs
 */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Vonage } from '@vonage/server-sdk';

const { VONAGE_URL: url, VONAGE_API_KEY: apiKey, VONAGE_API_SECRET: apiSecret, CONTROL_TOKEN: token } = process.env;
const hosts = { apiHost: url, restHost: url };
const start = performance.now();
const tell = (what) => console.log(`${Math.round(performance.now() - start)} ms: ${what}`);

/** The project's own web server: what callers hear, and what happens. */
const web = createServer((request, response) => {
  request.resume();
  if (!request.url.startsWith('/answer')) return response.writeHead(204).end();
  const ncco = [{ action: 'talk', text: 'Hello, this is the shop.' }];
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ncco));
});
await new Promise((listening) => web.listen(0, '127.0.0.1', listening));
const address = `http://127.0.0.1:${web.address().port}`;

/** The simulator's control API: phones that a program can use (docs/simulator.md). */
async function control(method, path, body) {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
  const reply = await fetch(`${url}/simulator${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return reply.json();
}
async function until(what, look) {
  for (let times = 0; times < 200; times += 1) {
    if (await look()) return tell(what);
    await sleep(25);
  }
  throw new Error(`Not in time: ${what}`);
}
const stateOf = async (id) => (await control('GET', `/phones/${id}`)).state;
const hears = async (id, text) =>
  (await control('GET', `/phones/${id}/transcript`)).events.some(
    (event) => event.type === 'said' && event.text === text,
  );

const account = new Vonage({ apiKey, apiSecret }, hosts);
const { id, keys } = await account.applications.createApplication({
  name: 'The shop',
  capabilities: {
    voice: {
      webhooks: {
        answerUrl: { address: `${address}/answer`, httpMethod: 'POST' },
        eventUrl: { address: `${address}/event`, httpMethod: 'POST' },
      },
    },
  },
});
tell(`application ${id} created`);

const { numbers } = await account.numbers.getAvailableNumbers({ country: 'GB', features: ['VOICE'], size: 1 });
const [{ msisdn: number, country }] = numbers;
await account.numbers.buyNumber({ country, msisdn: number });
await account.numbers.updateNumber({ country, msisdn: number, applicationId: id });
tell(`number ${number} rented and linked`);

const customer = await control('POST', '/phones', { number: '447700900001' });
await control('POST', `/phones/${customer.id}/dial`, { to: number });
await until('the customer hears the shop', () => hears(customer.id, 'Hello, this is the shop.'));
await until('the customer’s call is over', async () => (await stateOf(customer.id)) === 'idle');

const shop = new Vonage({ apiKey, apiSecret, applicationId: id, privateKey: keys.privateKey }, hosts);
await shop.voice.createOutboundCall({
  to: [{ type: 'phone', number: customer.id }],
  from: { type: 'phone', number },
  ncco: [{ action: 'talk', text: 'Your order is ready.' }],
});
await until('the customer’s phone rings', async () => (await stateOf(customer.id)) === 'ringing');
await control('POST', `/phones/${customer.id}/answer`);
await until('the customer hears the news', () => hears(customer.id, 'Your order is ready.'));
web.close();
web.closeAllConnections();
