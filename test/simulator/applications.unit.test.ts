import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal, startSimulator, type TestSimulator } from '../helpers/simulator.js';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const webhook = (path: string) => ({ address: `https://example.com/${path}`, httpMethod: 'POST' as const });

describe('an application, through the unmodified SDK', () => {
  it('is created with a key pair whose private key is shown once', async () => {
    const { applications } = simulator.sdk();
    const made = await applications.createApplication({ name: 'Once', capabilities: { voice: {} } });
    const signed = createSign('RSA-SHA256').update('hello').sign(made.keys!.privateKey!);
    expect(createVerify('RSA-SHA256').update('hello').verify(made.keys!.publicKey!, signed)).toBe(true);

    const read = await applications.getApplication(made.id!);
    expect(read.name).toBe('Once');
    expect(read.keys!.publicKey).toBe(made.keys!.publicKey);
    expect(read.keys).not.toHaveProperty('privateKey');
  });

  it('keeps a given public key, and generates none', async () => {
    const publicKey = publicKeyOf(2048);
    const made = await simulator
      .sdk()
      .applications.createApplication({ name: 'Own', keys: { publicKey }, capabilities: {} });
    expect(made.keys).toMatchObject({ publicKey });
    expect(made.keys).not.toHaveProperty('privateKey');
  });

  it("returns what was requested, with Vonage's defaults", async () => {
    const { applications } = simulator.sdk();
    const made = await applications.createApplication({
      name: 'Webhooks',
      privacy: { improveAi: false },
      capabilities: {
        voice: {
          webhooks: {
            answerUrl: { ...webhook('answer'), connectTimeout: 500, socketTimeout: 3000 },
            eventUrl: webhook('event'),
          },
          region: 'eu-west',
        },
        rtc: { webhooks: { eventUrl: webhook('rtc') } },
      },
    } as never);
    expect(await applications.getApplication(made.id!)).toMatchObject({
      privacy: { improveAi: false },
      capabilities: {
        voice: {
          webhooks: {
            answerUrl: { ...webhook('answer'), connectTimeout: 500, socketTimeout: 3000 },
            fallbackAnswerUrl: { address: '', httpMethod: 'GET' },
            eventUrl: webhook('event'),
          },
          signedCallbacks: true,
          conversationsTtl: 48,
          legPersistenceTime: 2,
          region: 'eu-west',
        },
        rtc: { webhooks: { eventUrl: webhook('rtc') }, signedCallbacks: true },
      },
    });
  });

  it('is replaced as a whole: an omitted capability is removed, the key is kept', async () => {
    const { applications } = simulator.sdk();
    const made = await applications.createApplication({
      name: 'Before',
      capabilities: { voice: {}, vbc: {} } as never,
    });
    const changed = await applications.updateApplication({
      id: made.id!,
      name: 'After',
      capabilities: { rtc: {} },
    } as never);
    expect(changed.name).toBe('After');
    expect(changed.capabilities).toMatchObject({ rtc: { signedCallbacks: true } });
    expect(changed.capabilities).not.toHaveProperty('voice');
    expect((await applications.getApplication(made.id!)).keys!.publicKey).toBe(made.keys!.publicKey);
  });

  it('is deleted with its users, conversations and number links', async () => {
    const application = await simulator.createApplication();
    const sdk = simulator.sdk(application);
    const user = await sdk.users.createUser({ name: 'jane' });
    const [number] = (await sdk.numbers.getAvailableNumbers({ country: 'GB' })).numbers!;
    await sdk.numbers.buyNumber({ country: 'GB', msisdn: number!.msisdn! });
    await sdk.numbers.updateNumber({ country: 'GB', msisdn: number!.msisdn!, applicationId: application.id });

    await sdk.applications.deleteApplication(application.id);
    expect(await refusal(sdk.applications.getApplication(application.id))).toMatchObject({
      status: 404,
      body: { type: 'https://developer.vonage.com/api-errors#not-found', title: 'Not Found' },
    });
    expect(simulator.cloud.users.has(user.id!)).toBe(false);
    const { numbers } = await sdk.numbers.getOwnedNumbers({ pattern: number!.msisdn! });
    expect(numbers![0]).not.toHaveProperty('app_id');
    expect(await refusal(sdk.users.createUser({ name: 'joe' }))).toMatchObject({ status: 401 });
  });

  it('is listed page by page to the end', async () => {
    const { applications } = simulator.sdk();
    for (let index = 0; index < 5; index += 1)
      await applications.createApplication({ name: `Page ${index}`, capabilities: {} });
    const names: string[] = [];
    for await (const one of applications.listAllApplications({ pageSize: 2 })) names.push(one.name);
    expect(names.filter((name) => name.startsWith('Page '))).toHaveLength(5);
    expect(new Set(names).size).toBe(names.length);

    const last = await applications.getApplicationPage({ pageSize: 100 });
    expect(last).toMatchObject({ page: 1, pageSize: 100, totalItems: names.length, totalPages: 1 });
  });
});

describe('a bad request about an application', () => {
  it.each([
    ['no name', {}, 'name'],
    ['a blank name', { name: ' ' }, 'name'],
    ['a name that is no text', { name: 7 }, 'name'],
    [
      'a method that is none',
      voiceWith('answer_url', { http_method: 'PATCH' }),
      'capabilities.voice.webhooks.answer_url.http_method',
    ],
    [
      'an address that is none',
      voiceWith('event_url', { address: 'nowhere' }),
      'capabilities.voice.webhooks.event_url.address',
    ],
    [
      'too short a time',
      voiceWith('answer_url', { connect_timeout: 100 }),
      'capabilities.voice.webhooks.answer_url.connect_timeout',
    ],
    [
      'too long a time, by its old name',
      voiceWith('answer_url', { connection_timeout: 9000 }),
      'capabilities.voice.webhooks.answer_url.connection_timeout',
    ],
    [
      'an answer time that only events may have',
      voiceWith('answer_url', { socket_timeout: 9000 }),
      'capabilities.voice.webhooks.answer_url.socket_timeout',
    ],
    ['capabilities that are a list', { name: 'x', capabilities: [] }, 'capabilities'],
    ['a region that is none', { name: 'x', capabilities: { voice: { region: 'moon' } } }, 'capabilities.voice.region'],
    [
      'messages by GET',
      { name: 'x', capabilities: { messages: { webhooks: { inbound_url: { http_method: 'GET' } } } } },
      'capabilities.messages.webhooks.inbound_url.http_method',
    ],
    ['a key that is none', { name: 'x', keys: { public_key: 'PEM' } }, 'keys.public_key'],
    ['a key that is too short', { name: 'x', keys: { public_key: publicKeyOf(1024) } }, 'keys.public_key'],
  ])('with %s is refused, and names the field', async (_what, body, field) => {
    const reply = await simulator.request('/v2/applications', { body });
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({
      type: 'https://developer.vonage.com/api-errors/application#payload-validation',
      title: 'Bad Request',
      invalid_parameters: [{ name: field, reason: expect.any(String) }],
    });
  });

  it('accepts timeouts by their old name, and up to 10 s for events', async () => {
    const made = await simulator.request('/v2/applications', {
      body: voiceWith('event_url', { address: 'https://e.com', connection_timeout: 400, socket_timeout: 9000 }),
    });
    expect(made).toMatchObject({
      status: 201,
      body: { capabilities: { voice: { webhooks: { event_url: { connect_timeout: 400, socket_timeout: 9000 } } } } },
    });
  });

  it.each([
    [400, 'a page size of 0', '/v2/applications?page_size=0', {}, /application#list-validation/],
    [401, 'no credentials', '/v2/applications', { authorization: null }, /#unauthorized/],
    [
      401,
      'a wrong secret',
      '/v2/applications',
      { authorization: `Basic ${Buffer.from('key:wrong').toString('base64')}` },
      /#unauthorized/,
    ],
    [404, 'an unknown id', '/v2/applications/nobody', {}, /#not-found/],
    [405, 'a verb that is not there', '/v2/applications', { method: 'PATCH', body: {} }, /#wrong-verb/],
    [406, 'a reader of nothing but XML', '/v2/applications', { headers: { accept: 'text/xml' } }, /#accept-header/],
    [
      415,
      'a body that is a form',
      '/v2/applications',
      { body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      /#content-type-header/,
    ],
    [
      415,
      'a body that is text',
      '/v2/applications',
      { body: 'name=x', headers: { 'content-type': 'text/plain' } },
      /#content-type-header/,
    ],
    [
      400,
      'a body that is no JSON',
      '/v2/applications',
      { body: '{', headers: { 'content-type': 'application/json' } },
      /api-errors/,
    ],
    [
      413,
      'a body of more than a megabyte',
      '/v2/applications',
      { body: { name: 'x'.repeat(1_100_000) } },
      /api-errors/,
    ],
  ])('answers %i to %s', async (status, _what, path, options, type) => {
    const reply = await simulator.request(path, options);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toMatch('application/json');
    expect(reply.body).toMatchObject({
      type: expect.stringMatching(type),
      title: expect.any(String),
      instance: expect.any(String),
    });
  });
});

function publicKeyOf(bits: number): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
}

function voiceWith(webhookName: string, webhookFields: object): object {
  return { name: 'x', capabilities: { voice: { webhooks: { [webhookName]: webhookFields } } } };
}
