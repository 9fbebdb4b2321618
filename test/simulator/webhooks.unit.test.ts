import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Arrived } from '../helpers/office.js';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

let telephony: Telephony;
let caller: TestPhone;
beforeAll(async () => {
  telephony = await startTelephony();
});
beforeEach(async () => {
  await telephony.reset();
  caller = await telephony.phone({ number: '447700900999' });
});
afterAll(() => telephony.close());

const talk = (text: string) => ({ action: 'talk', text });
type Webhook = { address?: string; httpMethod?: string; connectTimeout?: number; socketTimeout?: number };
/** Changes the application's webhooks for one story. */
async function withWebhooks(
  changes: { answerUrl?: Webhook; fallbackAnswerUrl?: Webhook; eventUrl?: Webhook; signedCallbacks?: boolean },
  story: () => Promise<void>,
): Promise<void> {
  const { applications } = telephony.sdk;
  const { signedCallbacks, ...webhooks } = changes;
  const before = await applications.getApplication(telephony.application.id);
  const changed = structuredClone(before);
  const voice = changed.capabilities!.voice!;
  for (const [name, change] of Object.entries(webhooks))
    Object.assign(voice.webhooks![name as never] as object, change);
  if (signedCallbacks !== undefined) voice.signedCallbacks = signedCallbacks;
  await applications.updateApplication(changed);
  try {
    await story();
  } finally {
    await applications.updateApplication(before);
  }
}

/** Checks a signed webhook by hand, as the fact sheet says it (webhooks §4). */
function signatureOf({ headers, method, raw, url }: Arrived) {
  const [head, claims, signature] = String(headers.authorization).replace('Bearer ', '').split('.');
  const secret = telephony.simulator.credentials.signatureSecret;
  const right = createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url');
  const payload = method === 'POST' ? raw : JSON.stringify(Object.fromEntries(url.searchParams));
  const decoded = JSON.parse(Buffer.from(claims!, 'base64url').toString());
  return {
    valid: signature === right,
    header: JSON.parse(Buffer.from(head!, 'base64url').toString()),
    claims: decoded,
    hashFits: decoded.payload_hash === createHash('sha256').update(payload).digest('hex'),
  };
}

describe('a signed webhook', () => {
  it('is a POST whose bytes match the token', async () => {
    telephony.office.on('/answer', [talk('Hello')]);
    await caller.dial(NUMBER);
    const { valid, header, claims, hashFits } = signatureOf(await telephony.office.expect('/answer'));
    expect({ valid, hashFits, header }).toEqual({ valid: true, hashFits: true, header: { alg: 'HS256', typ: 'JWT' } });
    expect(claims).toMatchObject({
      iss: 'Vonage',
      api_key: telephony.simulator.credentials.apiKey,
      application_id: telephony.application.id,
      jti: expect.any(String),
    });
    expect(Math.abs(claims.iat - Date.now() / 1000)).toBeLessThan(30);
    expect(claims).not.toHaveProperty('exp');
  });

  it('is a GET whose parameters, in order, match the token', async () => {
    await withWebhooks(
      { eventUrl: { httpMethod: 'GET', address: `${telephony.office.address}/event?room=1` } },
      async () => {
        telephony.office.on('/answer', [talk('Hello')]);
        await caller.dial(NUMBER);
        const arrived = await telephony.office.expect('/event', { status: 'completed' });
        expect(signatureOf(arrived)).toMatchObject({ valid: true, hashFits: true });
        expect(arrived.body).toMatchObject({ room: '1', headers: '{}', direction: 'inbound' });
      },
    );
  });

  it('keeps its real date when the clock is advanced', async () => {
    await telephony.skip(3_600_000);
    telephony.office.on('/answer', [talk('Hello')]);
    await caller.dial(NUMBER);
    const arrived = await telephony.office.expect('/event', { status: 'completed' });
    expect(Math.abs(signatureOf(arrived).claims.iat - Date.now() / 1000)).toBeLessThan(30);
    expect(Date.parse(String(arrived.body.timestamp)) - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('has no token if the application has turned off signing', async () => {
    await withWebhooks({ signedCallbacks: false }, async () => {
      telephony.office.on('/answer', [talk('Hello')]);
      await caller.dial(NUMBER);
      expect((await telephony.office.expect('/answer')).headers).not.toHaveProperty('authorization');
    });
  });
});

describe('the answer webhook', () => {
  it.each([[429], [503], [504], ['cut']] as const)(
    'is tried once more after %s, with the same token',
    async (failure) => {
      const failing = failure === 'cut' ? failure : { status: failure };
      telephony.office.on('/answer', failing, [talk('Second try.')]);
      await caller.dial(NUMBER);
      await caller.hears('said', { text: 'Second try.' });
      const [first, second, ...more] = telephony.office.at('/answer');
      expect(more).toEqual([]);
      expect(second!.headers.authorization).toBe(first!.headers.authorization);
      expect(second!.raw).toEqual(first!.raw);
    },
  );

  it.each([
    [{ status: 500 }, 'HTTP status 500.'],
    [{ status: 404 }, 'HTTP status 404.'],
    [{ status: 302 }, 'HTTP status 302.'],
    [{ status: 200, type: 'text/html', text: '<html></html>' }, 'Wrong content type text/html.'],
    [{ status: 200, text: '[{"action":' }, 'Syntax error in NCCO. Invalid value type or action.'],
    [{ status: 200, text: '{"action":"talk","text":"x"}' }, 'Syntax error in NCCO. Invalid value type or action.'],
    [[{ action: 'fly' }], 'Syntax error in NCCO. Invalid value type or action.'],
  ])('is not tried again after %j: the fallback is asked, and told why', async (failure, reason) => {
    const { office } = telephony;
    office.on('/answer', failure);
    office.on('/fallback', [talk('From the fallback.')]);
    const { call } = await caller.dial(NUMBER);
    await caller.hears('said', { text: 'From the fallback.' });
    expect(office.at('/answer')).toHaveLength(1);
    expect((await office.expect('/fallback')).body).toMatchObject({
      to: NUMBER,
      from: '447700900999',
      uuid: call!.leg,
      reason,
      original_request: { url: `${office.address}/answer`, type: 'answer' },
    });
  });

  it('that fails twice, as does the fallback, ends the call', async () => {
    telephony.office.on('/answer', { status: 503 });
    telephony.office.on('/fallback', { status: 503 });
    const { call } = await caller.dial(NUMBER);
    await caller.hears('ended', { by: 'platform', reason: 'no_ncco' });
    expect(telephony.office.at('/answer')).toHaveLength(2);
    expect(telephony.office.at('/fallback')).toHaveLength(2);
    await telephony.office.expect('/event', { uuid: call!.leg, status: 'completed' });
    expect(telephony.office.statuses(call!.leg)).not.toContain('answered');
  });

  it('has the timeouts that the application sets', async () => {
    await withWebhooks({ answerUrl: { socketTimeout: 1000 } }, async () => {
      telephony.office.on('/answer', 'hang', [talk('In time.')]);
      const begun = performance.now();
      await caller.dial(NUMBER);
      await caller.hears('said', { text: 'In time.' });
      expect(performance.now() - begun).toBeGreaterThan(950);
    });
  });

  it('to a closed port ends the call if there is no fallback', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const answerUrl = { address: `http://127.0.0.1:${port}/answer` };
    await withWebhooks({ answerUrl, fallbackAnswerUrl: { address: '' } }, async () => {
      await caller.dial(NUMBER);
      await caller.hears('ended', { by: 'platform', reason: 'no_ncco' });
    });
  });
});

describe('in mid-call', () => {
  const input = () => ({ action: 'input', eventUrl: [`${telephony.office.address}/input`] });

  it('a failing webhook requests the fallback, whose NCCO takes over', async () => {
    const { office } = telephony;
    office.on('/answer', [input(), talk('Never said.')]);
    office.on('/input', { status: 500 });
    office.on('/fallback', [talk('From the fallback.')]);
    await caller.dial(NUMBER);
    await caller.hears('silence');
    await telephony.skip(3000);
    await caller.hears('said', { text: 'From the fallback.' });
    expect((await office.expect('/fallback')).body).toMatchObject({
      dtmf: '',
      original_request: { url: `${office.address}/input`, type: 'event' },
    });
    await caller.is('idle');
    expect(await caller.said()).toEqual(['From the fallback.']);
  });

  it('an invalid NCCO is reported as an error, and without a fallback the flow continues', async () => {
    const { office } = telephony;
    await withWebhooks({ fallbackAnswerUrl: { address: '' } }, async () => {
      office.on('/answer', [input(), talk('Onward.')]);
      office.on('/input', [{ action: 'talk' }]);
      const { call } = await caller.dial(NUMBER);
      await caller.hears('silence');
      await telephony.skip(3000);
      await caller.hears('said', { text: 'Onward.' });
      const { body } = await office.expect('/event', { reason: 'Syntax error in NCCO. Invalid value type or action.' });
      expect(body).toEqual({
        reason: 'Syntax error in NCCO. Invalid value type or action.',
        conversation_uuid: call!.conversation,
        timestamp: expect.any(String),
      });
    });
  });
});

describe('an event', () => {
  it('is retried once after 503, and then dropped', async () => {
    telephony.office.on('/event', { status: 503 });
    telephony.office.on('/answer', [talk('Hello')]);
    const { call } = await caller.dial(NUMBER);
    const told = await waitFor(() => {
      const all = telephony.office.at('/event').filter(({ body }) => body.uuid === call!.leg);
      return all.length === 8 ? all : null;
    });
    const completed = told.filter(({ body }) => body.status === 'completed');
    expect(completed).toHaveLength(2);
    expect(completed[0]!.headers.authorization).toBe(completed[1]!.headers.authorization);
  });

  it('that hangs does not delay the call', async () => {
    telephony.office.on('/event', 'hang');
    telephony.office.on('/answer', [talk('Hello')]);
    await caller.dial(NUMBER);
    await caller.hears('ended', { reason: 'ncco_finished' });
  });

  it('is dropped, doubled or delayed by an injected fault', async () => {
    const { office } = telephony;
    const order = (fault: object) => telephony.control('POST', '/faults', fault);
    office.on('/answer', [talk('Hello')]);

    await order({ events: 'double', status: 'answered' });
    await order({ events: 'drop', status: 'ringing' });
    await order({ events: 'delay', status: 'started' });
    const { call } = await caller.dial(NUMBER);
    await office.expect('/event', { uuid: call!.leg, status: 'started' });
    await office.expect('/event', { uuid: call!.leg, status: 'completed' });
    const statuses = office.statuses(call!.leg);
    expect(statuses).toHaveLength(4);
    expect(statuses.filter((status) => status === 'answered')).toHaveLength(2);
    expect(statuses).not.toContain('ringing');
    expect(statuses.at(-1)).toBe('started');
  });
});

describe('a webhook that comes unsigned once', () => {
  const unsigned = (door: string) => telephony.control('POST', '/faults', { webhooks: 'unsigned', door });
  const signed = (path: string) => telephony.office.at(path).map(({ headers }) => headers.authorization !== undefined);

  it('is sent again, signed, after 5xx', async () => {
    await unsigned('answer');
    telephony.office.on('/answer', { status: 500 }, [talk('Hello')]);
    await caller.dial(NUMBER);
    await caller.hears('said', { text: 'Hello' });
    expect(signed('/answer')).toEqual([false, true]);
  });

  it('is lost after 401', async () => {
    await unsigned('event');
    telephony.office.on('/answer', [talk('Hello')]);
    telephony.office.on('/event', { status: 401 }, { status: 204 });
    await caller.dial(NUMBER);
    await caller.hears('ended');
    await telephony.office.expect('/event', { status: 'completed' });
    const statuses = telephony.office.at('/event').map(({ body }) => body.status);
    expect(new Set(statuses).size).toBe(statuses.length);
    expect(signed('/event').filter((one) => !one)).toHaveLength(1);
  });
});
