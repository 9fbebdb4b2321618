import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REGIONS } from '../../shared/regions.js';
import { NUMBER, startTelephony, type Telephony } from '../helpers/telephony.js';

/** Two numbers of one application without a region: calls to each begin on another continent. */
const AMERICAN = '12025550123';

let telephony: Telephony;
beforeAll(async () => {
  telephony = await startTelephony();
  const { cloud } = telephony.simulator;
  cloud.numbers.set(AMERICAN, { ...cloud.numbers.get(NUMBER)!, country: 'US', msisdn: AMERICAN });
});
beforeEach(async () => {
  await telephony.reset();
  await setRegion(undefined);
});
afterAll(() => telephony.close());

const ask = (path: string, method = 'GET', body?: object) =>
  telephony.simulator.request(path, { method, authorization: telephony.bearer(), ...(body && { body }) });

async function setRegion(region: string | undefined) {
  const applications = telephony.simulator.sdk().applications;
  const { id, name, keys, capabilities } = await applications.getApplication(telephony.application.id);
  const { publicKey } = keys!;
  const voice = { ...capabilities.voice, region };
  await applications.updateApplication({
    id: id!,
    name,
    keys: { publicKey },
    capabilities: { ...capabilities, voice },
  });
}

/** A call to the number, with what its answer webhook said. */
async function call(from: string, to: string, ncco: object[] = [{ action: 'wait', timeout: 600 }]) {
  telephony.office.on('/answer', ncco);
  const phone = await telephony.phone({ number: from });
  await phone.dial(to);
  const { body } = await telephony.office.expect('/answer', { from });
  await phone.is('talking');
  return { phone, uuid: String(body.uuid), regionUrl: String(body.region_url) };
}

describe('a call', () => {
  it('to an application without a region begins in the region nearest to the number, and is found only there', async () => {
    const { uuid, regionUrl } = await call('12025550199', AMERICAN);
    expect(regionUrl).toBe(`${telephony.simulator.url}/na-east`);
    expect((await ask(`/na-east/v1/calls/${uuid}`)).status).toBe(200);
    for (const elsewhere of ['', ...REGIONS.filter((region) => region !== 'na-east').map((region) => `/${region}`)]) {
      expect((await ask(`${elsewhere}/v1/calls/${uuid}`)).status, elsewhere).toBe(404);
    }
    expect((await ask(`/v1/calls/${uuid}`, 'PUT', { action: 'hangup' })).status).toBe(404);
    expect((await ask(`/na-east/v1/calls/${uuid}`, 'PUT', { action: 'hangup' })).status).toBe(204);
  });

  it('to an application with a region begins there, and the general address follows the region', async () => {
    await setRegion('apac-sng');
    const { uuid, regionUrl } = await call('12025550199', AMERICAN);
    expect(regionUrl).toBe(`${telephony.simulator.url}/apac-sng`);
    expect((await ask(`/v1/calls/${uuid}`)).status).toBe(200);
    expect((await ask(`/eu-west/v1/calls/${uuid}`)).status).toBe(404);
  });

  it('that is placed begins where it was requested', async () => {
    const to = { type: 'phone', number: '447700900008' };
    const body = { to: [to], from: { type: 'phone', number: NUMBER }, ncco: [{ action: 'wait' }] };
    const placed = await ask('/na-west/v1/calls', 'POST', body);
    const { uuid } = placed.body as { uuid: string };
    expect((await ask(`/na-west/v1/calls/${uuid}`)).status).toBe(200);
    expect((await ask(`/v1/calls/${uuid}`)).status).toBe(404);
  });
});

describe('a room', () => {
  it('of one name in two regions is two rooms: the callers do not hear each other', async () => {
    const room = [{ action: 'conversation', name: 'meeting' }];
    const one = await call('12025550199', AMERICAN, room);
    const other = await call('447700900009', NUMBER, room);
    const conversations = await Promise.all(
      [`/na-east/v1/calls/${one.uuid}`, `/eu-west/v1/calls/${other.uuid}`].map(
        async (path) => ((await ask(path)).body as { conversation_uuid: string }).conversation_uuid,
      ),
    );
    expect(conversations[0]).not.toBe(conversations[1]);
    const third = await call('447700900008', NUMBER, room);
    await other.phone.hears('joined', { who: '447700900008' });
    expect((await ask(`/eu-west/v1/calls/${third.uuid}`)).body).toMatchObject({ conversation_uuid: conversations[1] });
  });
});

describe('a user', () => {
  it('lives in the region where they were created, and their link names it', async () => {
    const made = await ask('/eu-east/v1/users', 'POST', { name: 'Eve' });
    const { id, _links } = made.body as { id: string; _links: { self: { href: string } } };
    expect(_links.self.href).toBe(`${telephony.simulator.url}/eu-east/v1/users/${id}`);
    expect((await ask(`/v1/users/${id}`)).status).toBe(404);
    expect((await ask(`/eu-east/v1/users/${id}`)).status).toBe(200);
    await ask(`/eu-east/v1/users/${id}`, 'DELETE');
  });

  it.each([
    ['stays', 'stay', []],
    ['moves', 'move', ['Jane', 'Joe']],
  ])('%s when the region of the application is changed, as told', async (_title, value, names) => {
    await telephony.control('PATCH', '/manners', { users_on_region_change: value });
    await setRegion('apac-australia');
    const { body } = await ask('/v1/users');
    const { users } = (body as { _embedded: { users: { name: string }[] } })._embedded;
    expect(users.map(({ name }) => name)).toEqual(names);
  });
});
