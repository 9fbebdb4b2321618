import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDialling } from '../../server/dialling/dialling.service.js';
import { type Control, type Handset, openHandset } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import { placeCall, SORRY } from './place-calls.js';

const UPDATE = /* GraphQL */ `
  mutation ($input: UpdateDiallingRulesInput!) {
    updateDiallingRules(input: $input) { chosenCountries countries callsPerUserPerHour callsPerDay }
  }
`;
const REFUSALS = '{ diallingRefusals(first: 5) { nodes { userName way rule number country applicationId } } }';
const LOG =
  '{ auditLog(first: 5, filter: { action: "dialling." }) { nodes { action actorName targetName before after } } }';
const HOUR = 3_600_000;
const BRITISH = '447700900456';
const JAPANESE = '81312345678';
const PREMIUM = '449098790000';

let app: TestApp;
let application: SeededApplication;
let number: string;
let senders: Sender[];
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  await made.addJaneAndJoe();
  const { vonageId } = made;
  senders = app.servers.map(({ url }) => createSender({ url, ...app.simulator.credentials, vonageId }));
});
afterAll(() => app?.close());

const rules = (input: object) => app.ask(UPDATE, { input });
beforeEach(async () => {
  app.clock.advance(25 * HOUR);
  await rules({ countries: null, callsPerUserPerHour: 60, callsPerDay: 1000 });
});

const places = (to: string, { user = 'Jane', server = 0, uuid = randomUUID() as string } = {}) =>
  placeCall(senders[server]!, application.id, to, { user, uuid });
const refusals = async () =>
  (await app.ask<{ diallingRefusals: { nodes: object[] } }>(REFUSALS)).diallingRefusals.nodes;
/** How many calls of the last 24 hours a server has counted. */
async function placedToday(server: number): Promise<number> {
  type Counted = { diallingRules: { callsInLastDay: number } };
  return (await app.ask<Counted>('{ diallingRules { callsInLastDay } }', {}, { server })).diallingRules.callsInLastDay;
}

describe('an agent who calls a phone number', () => {
  const control: Control = (...asked) => app.control(...asked);
  const phone = (owner: Parameters<typeof openHandset>[1]) => openHandset(control, owner);
  let jane: Handset;
  beforeAll(async () => {
    jane = await phone({ user: 'Jane', application_id: application.vonageId });
  });

  it("is connected to the country of the account's numbers, and hears the reason for another one", async () => {
    const customer = await phone({ number: BRITISH });
    await jane.dial(BRITISH);
    await customer.is('ringing');
    await customer.reject();
    await jane.is('idle');

    await jane.dial(JAPANESE);
    await jane.hears('said', { text: `${SORRY} Calls to Japan are not allowed here.` });
    await jane.is('idle');
    const refused = { userName: 'Jane', way: 'CALL', rule: 'COUNTRY', number: JAPANESE, country: 'JP' };
    await waitFor(async () => (await refusals()).length > 0);
    expect((await refusals())[0]).toEqual({ ...refused, applicationId: application.id });
    const { auditLog } = await waitFor(async () => {
      const log = await app.ask<{ auditLog: { nodes: { action: string }[] } }>(LOG);
      return log.auditLog.nodes.some(({ action }) => action === 'dialling.refused') ? log : null;
    });
    expect(auditLog.nodes[0]).toMatchObject({ action: 'dialling.refused', actorName: 'Jane', targetName: JAPANESE });
  });

  it('cannot transfer a caller or consult someone where they may not call', async () => {
    const caller = await phone({ number: '447700900001' });
    await caller.dial(number);
    await jane.is('ringing');
    const legUuid = (await jane.answer()).call!.leg;
    await caller.hears('joined', { who: 'Jane' });
    const act = (operation: string, to: string) =>
      app.refused(
        `mutation { ${operation}(legUuid: "${legUuid}", target: { number: "${to}" }) { id } }`,
        {},
        { slot: 'jane' },
      );
    await waitFor(async () => (await act('consultCall', PREMIUM)).extensions.code === 'FORBIDDEN');
    expect(await act('transferCall', JAPANESE)).toMatchObject({
      message: 'Calls to Japan are not allowed here.',
      extensions: { code: 'FORBIDDEN', rule: 'dialling_country', params: { country: 'JP' }, field: 'target.number' },
    });
    await rules({ callsPerDay: 0 });
    expect((await act('transferCall', BRITISH)).extensions).toMatchObject({ code: 'LIMIT', rule: 'dialling_daily' });
    expect((await jane.now()).state).toBe('talking');
    await jane.hangUp();
    await waitFor(async () => JSON.stringify((await refusals())[0]).includes('DAILY'));
    expect((await refusals()).slice(0, 3)).toMatchObject([
      { way: 'TRANSFER', rule: 'DAILY', number: BRITISH, userName: 'Jane' },
      { way: 'TRANSFER', rule: 'COUNTRY', number: JAPANESE },
      { way: 'CONSULT', rule: 'PREMIUM', number: PREMIUM },
    ]);
  });
});

describe('the rules of dialling', () => {
  it("follow an admin's change on all servers from the next call on", async () => {
    expect(await places(JAPANESE, { server: 1 })).toBe(`${SORRY} Calls to Japan are not allowed here.`);
    const changed = await rules({ countries: ['jp', 'GB', 'JP'] });
    expect(changed).toMatchObject({ updateDiallingRules: { chosenCountries: ['GB', 'JP'], countries: ['GB', 'JP'] } });
    expect(await places(JAPANESE)).toBe(JAPANESE);
    await waitFor(async () => (await places(JAPANESE, { server: 1 })) === JAPANESE);
    await rules({ countries: [] });
    expect(await places(BRITISH)).toBe(`${SORRY} Calls to United Kingdom are not allowed here.`);
    expect(await rules({ countries: null })).toMatchObject({ updateDiallingRules: { countries: ['GB'] } });
    expect(await places(BRITISH)).toBe(BRITISH);
    expect(await app.ask(LOG)).toMatchObject({
      auditLog: { nodes: expect.arrayContaining([expect.objectContaining({ action: 'dialling.changed' })]) },
    });
  });

  it.each(['', '+'])(
    'never let a premium-rate number through, not even from a preset that an admin wrote (%s)',
    async (plus) => {
      expect(await places(PREMIUM)).toBe(`${SORRY} Premium rate numbers may not be called.`);
      const ncco = [{ action: 'connect', endpoint: [{ type: 'phone', number: plus + PREMIUM }] }];
      const ids = { id: application.id };
      const save = `mutation ($id: ID!, $input: SavePresetInput!) {
      savePreset(applicationId: $id, kind: CUSTOM, input: $input) { kind } }`;
      await app.ask(save, { ...ids, input: { ncco, basedOn: plus ? 1 : 0 } });
      const live = (slot: string, kind: string) =>
        app.ask(`mutation ($id: ID!) { setLivePreset(applicationId: $id, slot: ${slot}, kind: ${kind}) { id } }`, ids);
      await live('FROM_AGENT', 'CUSTOM');
      expect(await places(BRITISH)).toBe(`${SORRY} Premium rate numbers may not be called.`);
      await live('FROM_AGENT', 'OUTBOUND');

      // Whom callers from outside are connected with is an admin's decision.
      await live('FROM_OUTSIDE', 'CUSTOM');
      const body = { from: '447700900001', to: number, uuid: randomUUID(), conversation_uuid: 'CON-x' };
      expect((await senders[0]!.post(`/webhooks/${application.id}/answer`, body)).json).toEqual(ncco);
      await live('FROM_OUTSIDE', 'INBOUND');
    },
  );

  it('count each user’s calls per hour, and a call that Vonage asks about twice only once', async () => {
    await rules({ callsPerUserPerHour: 2 });
    const uuid = randomUUID();
    for (let times = 0; times < 3; times += 1) expect(await places(BRITISH, { uuid })).toBe(BRITISH);
    expect(await places(BRITISH)).toBe(BRITISH);
    expect(await places(BRITISH)).toBe(`${SORRY} You have reached your limit of 2 calls an hour.`);
    expect(await places(BRITISH, { uuid })).toBe(BRITISH);
    expect(await places(BRITISH, { user: 'Joe' })).toBe(BRITISH);
    app.clock.advance(HOUR + 1000);
    expect(await places(BRITISH)).toBe(BRITISH);
  });

  it('count the calls of a day over all servers, and over a restart', async () => {
    await rules({ callsPerDay: 3 });
    expect(await places(BRITISH)).toBe(BRITISH);
    expect(await places(BRITISH, { user: 'Joe' })).toBe(BRITISH);
    expect(await places(BRITISH, { server: 1 })).toBe(BRITISH);
    const full = `${SORRY} This contact center has reached its limit of 3 calls a day.`;
    for (const server of [0, 1]) {
      await waitFor(async () => (await placedToday(server)) === 3);
      expect(await places(BRITISH, { server })).toBe(full);
    }

    const stop = new AbortController();
    const { audit } = app.services;
    const { realtime } = app.servers[0]!;
    const restarted = createDialling({
      ...{ db: app.db, audit, realtime, clock: app.clock },
      ...{ log: pino({ level: 'silent' }), signal: stop.signal },
    });
    await restarted.start();
    const dialler = { applicationId: application.id, userName: 'Jane', way: 'transfer' as const };
    await expect(restarted.dial(dialler, BRITISH)).rejects.toThrow('limit of 3 calls a day');
    await restarted.close();
    stop.abort();
  });

  it('apply to every number that a leg requests, and count the same one once', async () => {
    await rules({ callsPerUserPerHour: 3 });
    const uuid = randomUUID();
    for (const server of [0, 1, 0]) expect(await places(BRITISH, { uuid, server })).toBe(BRITISH);
    expect(await places(PREMIUM, { uuid })).toBe(`${SORRY} Premium rate numbers may not be called.`);
    expect(await places(PREMIUM, { uuid, server: 1 })).toBe(`${SORRY} Premium rate numbers may not be called.`);
    expect(await places(JAPANESE, { uuid })).toBe(`${SORRY} Calls to Japan are not allowed here.`);
    for (const other of ['447700900457', '447700900458']) expect(await places(other, { uuid })).toBe(other);
    expect(await places('447700900459', { uuid })).toBe(`${SORRY} You have reached your limit of 3 calls an hour.`);
  });

  it.each([
    ['0900 in Germany with a digit more', '4990012345678', 'Premium rate numbers may not be called.'],
    ['0990 in Japan with a digit more', '8199012345678', 'Premium rate numbers may not be called.'],
    ['899 in Italy with a digit more', '39899123456789', 'Premium rate numbers may not be called.'],
    ['0899 in France with a digit more', '338991234567', 'Premium rate numbers may not be called.'],
    ['806 in Spain with a digit more', '348061234567', 'Premium rate numbers may not be called.'],
    ['too many digits', '4477009004561', 'The number to call is not a phone number.'],
  ])('let nobody reach what costs by dialling more: %s', async (_, to, sentence) => {
    await rules({ countries: ['DE', 'JP', 'IT', 'FR', 'ES', 'GB'] });
    expect(await places(to)).toMatch(/^Sorry/);
    if (to.startsWith('49')) expect(await places(to)).toBe(`${SORRY} ${sentence}`);
  });

  it.each([
    [{ countries: ['XX'] }, 'input.countries', 'country'],
    [{ countries: [''] }, 'input.countries', 'country'],
    [{ callsPerUserPerHour: -1 }, 'input.callsPerUserPerHour', 'range'],
    [{ callsPerDay: 100_001 }, 'input.callsPerDay', 'range'],
  ])('cannot be %j', async (input, field, rule) => {
    expect((await app.refused(UPDATE, { input })).extensions).toMatchObject({ code: 'BAD_INPUT', field, rule });
  });
});
