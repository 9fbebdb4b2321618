import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Feature, LineType } from '@vonage/numbers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusal, startSimulator, type TestSimulator } from '../helpers/simulator.js';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const numbers = () => simulator.sdk().numbers;

async function rent(country: string): Promise<string> {
  const [number] = (await numbers().getAvailableNumbers({ country })).numbers!;
  await numbers().buyNumber({ country, msisdn: number!.msisdn! });
  return number!.msisdn!;
}

describe('a search for numbers, through the unmodified SDK', () => {
  it.each(['GB', 'US', 'JP', 'DE', 'FR'])('finds numbers with prices in %s, the same each time', async (country) => {
    const search = () => numbers().getAvailableNumbers({ country, features: [Feature.VOICE], size: 100 });
    const found = await search();
    expect(found.count).toBeGreaterThanOrEqual(500);
    for (const number of found.numbers!) {
      expect(number).toMatchObject({
        country,
        msisdn: expect.stringMatching(/^[1-9]\d{6,14}$/),
        cost: expect.stringMatching(/^\d+\.\d\d$/),
        initialPrice: expect.stringMatching(/^\d+\.\d\d$/),
      });
      expect(number.features).toContain('VOICE');
    }
    expect(await search()).toEqual(found);
  });

  it('offers British and American numbers from ranges reserved for fiction', async () => {
    const gb = await numbers().getAvailableNumbers({ country: 'GB', type: LineType.MOBILE_LVN });
    const us = await numbers().getAvailableNumbers({ country: 'US', type: LineType.MOBILE_LVN });
    expect(gb.numbers!.every(({ msisdn }) => /^447700900\d{3}$/.test(msisdn!))).toBe(true);
    expect(us.numbers!.every(({ msisdn }) => /^1\d{3}55501\d\d$/.test(msisdn!))).toBe(true);
  });

  it.each([
    ['begins with', { startsWith: '44770090012' }, /^44770090012/],
    ['contains', { contains: '0012' }, /0012/],
    ['ends with', { endsWith: '555' }, /555$/],
  ])('by a pattern that a number %s', async (_how, pattern, expected) => {
    const found = await numbers().getAvailableNumbers({ country: 'GB', size: 100, ...pattern } as never);
    expect(found.numbers!.length).toBeGreaterThan(0);
    for (const { msisdn } of found.numbers!) expect(msisdn).toMatch(expected);
  });

  it('by type and by features, all of which a number must have', async () => {
    const tollFree = await numbers().getAvailableNumbers({ country: 'GB', type: LineType.LANDLINE_TOLL_FREE });
    expect(tollFree.numbers!.every(({ type }) => type === 'landline-toll-free')).toBe(true);
    const both = await numbers().getAvailableNumbers({
      country: 'GB',
      features: [Feature.SMS, Feature.VOICE],
      size: 100,
    });
    expect(both.numbers!.every(({ features }) => features!.includes(Feature.SMS))).toBe(true);
    expect(await numbers().getAvailableNumbers({ country: 'GB', features: [Feature.MMS] })).toEqual({});
  });

  it('walks its pages to the end without a gap or a repetition', async () => {
    const seen = new Set<string>();
    let count = 0;
    for (let index = 1; ; index += 1) {
      const page = await numbers().getAvailableNumbers({ country: 'FR', size: 100, index });
      count = page.count!;
      if (page.numbers!.length === 0) break;
      for (const { msisdn } of page.numbers!) seen.add(msisdn!);
    }
    expect(seen.size).toBe(count);
  });

  it('returns an empty object if nothing is found', async () => {
    expect(await numbers().getAvailableNumbers({ country: 'AQ' })).toEqual({});
    expect(await numbers().getOwnedNumbers({ country: 'AQ' })).toEqual({});
  });
});

describe('a rented number, through the unmodified SDK', () => {
  it('is charged, listed as owned, no longer offered, and available again when canceled', async () => {
    const before = (await simulator.sdk().accounts.getBalance()).value;
    const msisdn = await rent('GB');
    expect((await simulator.sdk().accounts.getBalance()).value).toBeCloseTo(before - 2.5, 6);
    expect(await numbers().getOwnedNumbers({ pattern: msisdn })).toMatchObject({
      count: 1,
      numbers: [{ country: 'GB', msisdn }],
    });
    expect(await numbers().getAvailableNumbers({ country: 'GB', startsWith: msisdn } as never)).toEqual({});

    expect(await numbers().cancelNumber({ country: 'GB', msisdn })).toEqual({
      errorCode: '200',
      errorCodeLabel: 'success',
    });
    expect(await numbers().getOwnedNumbers({ pattern: msisdn })).toEqual({});
    expect(await numbers().getAvailableNumbers({ country: 'GB', startsWith: msisdn } as never)).toMatchObject({
      count: 1,
    });
  });

  it('is linked to an application, found by it, and unlinked by an update that omits it', async () => {
    const application = await simulator.createApplication();
    const msisdn = await rent('GB');
    await numbers().updateNumber({ country: 'GB', msisdn, applicationId: application.id });
    const linked = await numbers().getOwnedNumbers({ applicationId: application.id });
    expect(linked).toMatchObject({ count: 1, numbers: [{ msisdn, app_id: application.id, voiceCallbackType: 'app' }] });
    expect(await numbers().getOwnedNumbers({ hasApplication: true, pattern: msisdn })).toMatchObject({ count: 1 });
    expect(await numbers().getOwnedNumbers({ hasApplication: false, pattern: msisdn })).toEqual({});

    await numbers().updateNumber({ country: 'GB', msisdn });
    expect(await numbers().getOwnedNumbers({ applicationId: application.id })).toEqual({});
  });

  it('loses whatever an update does not repeat', async () => {
    const msisdn = await rent('US');
    const callback = { voiceCallbackType: 'tel', voiceCallbackValue: '447700900001' };
    await numbers().updateNumber({ country: 'US', msisdn, ...callback } as never);
    expect((await numbers().getOwnedNumbers({ pattern: msisdn })).numbers![0]).toMatchObject(callback);
    await numbers().updateNumber({ country: 'US', msisdn });
    expect((await numbers().getOwnedNumbers({ pattern: msisdn })).numbers![0]).not.toHaveProperty('voiceCallbackType');
  });

  it('accepts an address for messages only if it returns 200', async () => {
    const msisdn = await rent('GB');
    const server = createServer((request, reply) => reply.writeHead(request.url === '/good' ? 200 : 500).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const update = (moHttpUrl: string) => numbers().updateNumber({ country: 'GB', msisdn, moHttpUrl });
    expect(await refusal(update(`${address}/bad`))).toMatchObject({ status: 420 });
    await update(`${address}/good`);
    expect((await numbers().getOwnedNumbers({ pattern: msisdn })).numbers![0]).toMatchObject({
      moHttpUrl: `${address}/good`,
    });
    await update('');
    expect((await numbers().getOwnedNumbers({ pattern: msisdn })).numbers![0]).not.toHaveProperty('moHttpUrl');
    server.close();
  });
});

describe('a bad request about a number is refused with 420 and a label', () => {
  it('when it is owned already, unknown, of another country, or not owned', async () => {
    const msisdn = await rent('GB');
    for (const [call, label] of [
      [numbers().buyNumber({ country: 'GB', msisdn }), 'own this number already'],
      [numbers().buyNumber({ country: 'GB', msisdn: '447911123456' }), 'not available'],
      [numbers().buyNumber({ country: 'FR', msisdn: '447700900999' }), 'not available'],
      [numbers().cancelNumber({ country: 'GB', msisdn: '447700900999' }), 'do not own'],
      [numbers().cancelNumber({ country: 'FR', msisdn }), 'do not own'],
      [numbers().updateNumber({ country: 'GB', msisdn: '447700900999' }), 'do not own'],
      [numbers().updateNumber({ country: 'GB', msisdn, applicationId: 'nobody' }), 'app_id'],
      [numbers().updateNumber({ country: 'GB', msisdn, voiceCallbackType: 'sip' } as never), 'voiceCallbackValue'],
    ] as const) {
      expect(await refusal(call)).toMatchObject({
        status: 420,
        body: { 'error-code': '420', 'error-code-label': expect.stringContaining(label) },
      });
    }
  });

  it.each([
    ['/number/search', 'country'],
    ['/number/search?country=GB&size=101', 'size'],
    ['/number/search?country=GB&index=0', 'index'],
    ['/number/search?country=GB&search_pattern=3', 'search_pattern'],
    ['/number/search?country=GB&features=VOICE,SMS', 'features'],
    ['/number/search?country=GB&type=satellite', 'type'],
    ['/account/numbers?has_application=perhaps', 'has_application'],
  ])('%s, naming %s', async (path, field) => {
    expect(await simulator.request(path)).toMatchObject({
      status: 420,
      body: { 'error-code': '420', 'error-code-label': expect.stringContaining(field) },
    });
  });

  it('if the balance is too low', async () => {
    await simulator.request('/simulator/account', { method: 'PATCH', body: { balance: 1 } });
    expect(await refusal(rent('JP'))).toMatchObject({
      status: 420,
      body: { 'error-code-label': expect.stringContaining('balance') },
    });
    await simulator.request('/simulator/account', { method: 'PATCH', body: { balance: 100 } });
  });

  it('and without credentials with 401; key and secret in the query are accepted too', async () => {
    expect(await simulator.request('/account/numbers', { authorization: null })).toMatchObject({
      status: 401,
      body: { 'error-code': '401', 'error-code-label': 'authentication failed' },
    });
    const { apiKey, apiSecret } = simulator.credentials;
    const query = `api_key=${apiKey}&api_secret=${apiSecret}`;
    expect(await simulator.request(`/number/search?country=GB&${query}`, { authorization: null })).toMatchObject({
      status: 200,
    });
  });
});
