import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

/** Effects of unusual bodies, replies and call flows on the simulator. */
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

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const LEVELS = 20_000;
const JSON_BODY = { 'content-type': 'application/json' };

describe('JSON that is nested 20 000 deep', () => {
  it.each([
    ['POST', '/v2/applications', `{"name":"x","capabilities":{"verify":{"a":${deep(LEVELS)}}}}`, 'basic'],
    ['POST', '/v1/users', `{"name":"deep","properties":{"custom_data":{"a":${deep(LEVELS)}}}}`, 'bearer'],
    ['POST', '/v1/conversations', `{"name":"deep","numbers":${deep(LEVELS)}}`, 'bearer'],
    ['POST', '/v1/calls', `{"to":${deep(LEVELS)}}`, 'bearer'],
    ['POST', '/v0.3/knocking', `{"properties":{"custom_data":{"a":${deep(LEVELS)}}}}`, 'user'],
    ['POST', '/simulator/faults', `{"path":"/v1","status":500,"body":${deep(LEVELS)}}`, 'control'],
  ])('is refused, and what comes after it is saved: %s %s', async (method, path, body, as) => {
    const { simulator } = telephony;
    const authorization = {
      basic: simulator.basic,
      bearer: telephony.bearer(),
      user: `Bearer ${telephony.userToken('Jane')}`,
      control: simulator.control,
    }[as];
    expect(await simulator.request(path, { method, authorization, headers: JSON_BODY, body })).toMatchObject({
      status: 400,
    });
    const name = `after-${randomUUID()}`;
    await telephony.sdk.users.createUser({ name });
    await simulator.cloud.flush();
    expect(await readFile(join(simulator.dataDir, 'simulator/users.json'), 'utf8')).toContain(name);
  });

  it('is refused as an NCCO, and ends neither the feed nor the simulator', async () => {
    telephony.office.on('/answer', { status: 200, text: deep(LEVELS) });
    await caller.dial(NUMBER);
    await caller.is('idle');
    telephony.office.on('/answer', [{ action: 'talk', text: 'Still there' }]);
    await caller.dial(NUMBER);
    await caller.hears('said', { text: 'Still there' });
  });
});

describe('a call flow that loops', () => {
  /** The caller's call ends with a reason. @returns how often the application was requested */
  async function ends(): Promise<number> {
    const before = telephony.office.arrived.length;
    await caller.dial(NUMBER);
    await caller.hears('ended', { by: 'platform', reason: 'ncco_loop' });
    await waitFor(() =>
      telephony.office.arrived.find(({ body }) => String(body.reason).startsWith('Too many NCCO requests')),
    );
    await telephony.office.quiet();
    return telephony.office.arrived.length - before;
  }

  it('with a failing notify whose fallback is the flow again is ended', async () => {
    const flow = [
      { action: 'notify', payload: { a: 1 }, eventUrl: [`${telephony.office.address}/broken`] },
      { action: 'talk', text: 'on' },
    ];
    telephony.office.on('/answer', flow);
    telephony.office.on('/fallback', flow);
    telephony.office.on('/broken', { status: 500 });
    expect(await ends()).toBeLessThan(120);
  });

  it('with a notify that is answered with itself is ended', async () => {
    const flow = [{ action: 'notify', payload: {}, eventUrl: [`${telephony.office.address}/answer`] }];
    telephony.office.on('/answer', flow);
    expect(await ends()).toBeLessThan(120);
  });

  it('with a failing synchronous connect that is repeated is ended, without more calls', async () => {
    const flow = [
      {
        action: 'connect',
        eventType: 'synchronous',
        eventUrl: [`${telephony.office.address}/broken`],
        endpoint: [{ type: 'phone', number: '447700900777' }],
      },
    ];
    telephony.office.on('/answer', flow);
    telephony.office.on('/fallback', flow);
    telephony.office.on('/broken', { status: 500 });
    expect(await ends()).toBeLessThan(400);
    expect(telephony.simulator.cloud.account.balance).toBeGreaterThan(0);
  });

  it('does not include a menu that is repeated many times', async () => {
    telephony.office.on('/answer', [
      { action: 'talk', text: 'Press a key' },
      { action: 'input', type: ['dtmf'] },
    ]);
    telephony.office.on('/event', ({ body }) =>
      'dtmf' in body
        ? [
            { action: 'talk', text: 'Again' },
            { action: 'input', type: ['dtmf'] },
          ]
        : { status: 204 },
    );
    await caller.dial(NUMBER);
    await caller.is('talking');
    for (let heard = 1; heard <= 60; heard += 1) {
      await waitFor(async () => (await caller.said()).length >= heard);
      await telephony.skip(3100);
    }
    expect((await caller.now()).state).toBe('talking');
    await caller.hangUp();
  });
});
