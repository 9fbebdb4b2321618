import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationKeys, startSimulator, type TestSimulator } from '../helpers/simulator.js';

/** Requests as older and other people's clients write them: nexmo 2.x, the CLI 1.2, the guide's own server. */
let simulator: TestSimulator;
let application: ApplicationKeys;
beforeAll(async () => {
  simulator = await startSimulator();
  application = await simulator.createApplication();
});
afterAll(() => simulator.close());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };
const number = (more: object = {}) =>
  new URLSearchParams({ country: 'GB', msisdn: '447700900123', ...more } as Record<string, string>).toString();
const keys = () => ({ api_key: simulator.credentials.apiKey, api_secret: simulator.credentials.apiSecret });
const SUCCESS = { status: 200, body: { 'error-code': '200', 'error-code-label': 'success' } };

describe('a number is bought, linked and cancelled', () => {
  it.each([
    ['by Basic, with a form', () => ({ form: number(), query: '', secrets: false })],
    ['by key and secret in the form', () => ({ form: number(keys()), query: '', secrets: true })],
    [
      'by key and secret in the query, with a form',
      () => ({
        form: number(),
        query: `?${new URLSearchParams(keys())}`,
        secrets: true,
      }),
    ],
    ['all in the query', () => ({ form: '', query: `?${number(keys())}`, secrets: true })],
    ['all in the query, saying that it is JSON', () => ({ form: null, query: `?${number(keys())}`, secrets: true })],
  ])('%s', async (_how, write) => {
    const { form, query, secrets } = write();
    const send = (verb: string, more = '') =>
      simulator.request(`/number/${verb}${query}${form ? '' : more}`, {
        method: 'POST',
        authorization: secrets ? null : simulator.basic,
        headers: form === null ? JSON_TYPE : FORM,
        body: form ? form + more : '',
      });
    expect(await send('buy')).toMatchObject(SUCCESS);
    expect(await send('update', `&app_id=${application.id}`)).toMatchObject(SUCCESS);
    expect(simulator.cloud.numbers.get('447700900123')).toMatchObject({ app_id: application.id });
    expect(await send('cancel')).toMatchObject(SUCCESS);
  });

  it('but not without the right secret', async () => {
    const form = number({ ...keys(), api_secret: 'wrong' });
    const wrong = await simulator.request('/number/buy', { authorization: null, headers: FORM, body: form });
    expect(wrong.status).toBe(401);
    expect(
      await simulator.request('/number/buy', { authorization: null, headers: FORM, body: number() }),
    ).toMatchObject({
      status: 401,
    });
  });
});

describe('an application keeps what it was given', () => {
  it('when its owner reads it, changes the name and writes it back', async () => {
    const capabilities = {
      voice: { webhooks: {}, payment_enabled: true, payments: { gateways: [{ type: 'x', mode: 'test' }] } },
      rtc: { webhooks: {}, leg_persistence_time: 7 },
      messages: { webhooks: {}, authenticate_inbound_media: true },
    };
    const made = await simulator.request('/v2/applications', { body: { name: 'Kept', capabilities } });
    expect(made).toMatchObject({ status: 201, body: { capabilities } });
    const { id } = made.body as { id: string };
    const read = (await simulator.request(`/v2/applications/${id}`)).body as { capabilities: object };
    const written = await simulator.request(`/v2/applications/${id}`, {
      method: 'PUT',
      body: { ...read, name: 'Other' },
    });
    expect(written).toMatchObject({ status: 200, body: { name: 'Other', capabilities: read.capabilities } });
    expect(read.capabilities).toMatchObject({ voice: { leg_persistence_time: 2 } });
  });
});

describe('a call', () => {
  const place = (more: object) =>
    simulator.request('/v1/calls', {
      authorization: simulator.bearer(application),
      body: {
        to: [{ type: 'phone', number: '447700900001' }],
        from: { type: 'phone', number: '447700900123' },
        ncco: [{ action: 'talk', text: 'Hello' }],
        event_url: ['http://127.0.0.1:9/'],
        ...more,
      },
    });

  it('has its caller as an object, or as text', async () => {
    expect(await place({ from: '447700900123' })).toMatchObject({ status: 201 });
    expect(await place({ from: '+447700900123' })).toMatchObject({ status: 201 });
    expect(await place({ from: 'somebody' })).toMatchObject({ status: 400 });
  });

  it.each(['content-type', 'Content-Type', 'contentType'])(
    'goes to a WebSocket whose form is said in %s',
    async (key) => {
      const to = [{ type: 'websocket', uri: 'ws://127.0.0.1:9/', [key]: 'audio/l16;rate=16000' }];
      expect(await place({ to })).toMatchObject({ status: 201 });
    },
  );
});

describe('a body', () => {
  it('may be empty although it is declared as JSON', async () => {
    const authorization = simulator.bearer(application);
    const made = await simulator.request('/v1/users', { authorization, body: { name: 'old' } });
    const { id } = made.body as { id: string };
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const method = 'DELETE';
    expect(await simulator.request(`/v1/users/${id}`, { authorization, headers, method })).toMatchObject({
      status: 204,
    });
  });

  it.each(['application/json', 'Application/JSON; Charset=UTF-8', 'application/hal+json'])(
    'may be %s',
    async (type) => {
      const headers = { 'content-type': type };
      const body = JSON.stringify({ name: 'Any' });
      expect(await simulator.request('/v2/applications', { headers, body })).toMatchObject({ status: 201 });
    },
  );

  it('is refused if it is not JSON, or tries prototype pollution', async () => {
    for (const body of ['{', '{"name":"x","__proto__":{"id":"y"}}']) {
      expect(await simulator.request('/v2/applications', { headers: JSON_TYPE, body })).toMatchObject({ status: 400 });
    }
    expect(
      await simulator.request('/v2/applications', { headers: { 'content-type': 'text/plain' }, body: 'x' }),
    ).toMatchObject({
      status: 415,
    });
  });
});
