import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const AVAILABLE = /* GraphQL */ `
  query Available($country: String!, $pattern: String, $match: NumberMatch, $type: NumberType, $first: Int, $after: String) {
    availableNumbers(country: $country, pattern: $pattern, match: $match, type: $type, first: $first, after: $after) {
      nodes { msisdn country type features monthlyPrice setUpPrice }
      pageInfo { endCursor hasNextPage }
      totalCount
    }
  }
`;
const RENT = /* GraphQL */ `
  mutation Rent($input: RentNumberInput!) {
    rentNumber(input: $input) { msisdn country monthlyPrice application { name } }
  }
`;
const ASSIGN = /* GraphQL */ `
  mutation Assign($input: AssignNumberInput!) {
    assignNumber(input: $input) { msisdn application { name } linkedElsewhere }
  }
`;
const UNASSIGN =
  'mutation Unassign($msisdn: String!) { unassignNumber(msisdn: $msisdn) { msisdn application { name } } }';
const CANCEL = 'mutation Cancel($msisdn: String!) { cancelNumber(msisdn: $msisdn) { msisdn } }';
const SET_PRESET = /* GraphQL */ `
  mutation SetPreset($msisdn: String!, $kind: PresetKind) {
    setNumberPreset(msisdn: $msisdn, kind: $kind) { preset }
  }
`;
const OWNED = /* GraphQL */ `
  query Owned($applicationId: ID, $first: Int, $after: String) {
    numbers(applicationId: $applicationId, first: $first, after: $after) {
      nodes { msisdn application { name } linkedElsewhere preset canVoice monthlyPrice }
      pageInfo { endCursor hasNextPage }
    }
  }
`;

interface Offer {
  msisdn: string;
  country: string;
  type: string;
  features: string[];
  monthlyPrice: string;
}
interface Offers {
  availableNumbers: {
    nodes: Offer[];
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
    totalCount: number;
  };
}
interface Owned {
  numbers: { nodes: { msisdn: string; application: { name: string } | null; linkedElsewhere: string | null }[] };
}

let app: TestApp;
let account: Awaited<ReturnType<TestApp['connectAccount']>>;
let demo: Awaited<ReturnType<typeof account.createApplication>>;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  account = await app.connectAccount();
  demo = await account.createApplication('Demo');
});
afterAll(() => app.close());

const atVonage = (msisdn: string) => app.simulator.cloud.numbers.get(msisdn);
const offers = async (variables: object) => (await app.ask<Offers>(AVAILABLE, { ...variables })).availableNumbers;
async function rent(country = 'GB', changes: object = {}) {
  const [offer] = (await offers({ country, first: 1 })).nodes;
  const { msisdn, monthlyPrice } = offer!;
  await app.ask(RENT, { input: { country, msisdn, monthlyPrice, ...changes } });
  return msisdn;
}

describe('searching for numbers', () => {
  it.each(['GB', 'US', 'JP', 'DE', 'FR'])(
    'offers numbers of %s that take calls, with their prices',
    async (country) => {
      const { nodes } = await offers({ country, first: 5 });
      expect(nodes).toHaveLength(5);
      for (const { country: where, features, monthlyPrice } of nodes) {
        expect({ where, voice: features.includes('VOICE') }).toEqual({ where: country, voice: true });
        expect(monthlyPrice).toMatch(/^\d+\.\d\d$/);
      }
    },
  );

  it('continues exactly where the previous page ended, also with different page sizes', async () => {
    const whole = await offers({ country: 'GB', first: 30 });
    const first = await offers({ country: 'GB', first: 7 });
    const second = await offers({ country: 'GB', first: 10, after: first.pageInfo.endCursor });
    const third = await offers({ country: 'GB', first: 13, after: second.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes, ...third.nodes]).toEqual(whole.nodes);
    expect(whole.pageInfo.hasNextPage).toBe(whole.totalCount > 30);
  });

  it('finds digits at the start and at the end, and types of numbers', async () => {
    const starts = await offers({ country: 'GB', pattern: '+44 7700', match: 'STARTS', type: 'MOBILE_LVN' });
    expect(starts.nodes.length).toBeGreaterThan(0);
    expect(starts.nodes.every(({ msisdn, type }) => msisdn.startsWith('447700') && type === 'MOBILE_LVN')).toBe(true);
    const ends = await offers({ country: 'GB', pattern: '23', match: 'ENDS' });
    expect(ends.nodes.length).toBeGreaterThan(0);
    expect(ends.nodes.every(({ msisdn }) => msisdn.endsWith('23'))).toBe(true);
  });

  it('returns an empty page, not an error, if nothing is found', async () => {
    const pageInfo = { endCursor: null, hasNextPage: false };
    expect(await offers({ country: 'GB', pattern: '999999999999' })).toEqual({ nodes: [], pageInfo, totalCount: 0 });
  });

  it.each([
    ['an unknown country', { country: 'XX' }, 'country', 'country'],
    ['ten thousand digits', { country: 'GB', pattern: '1'.repeat(10_000) }, 'pattern', 'pattern'],
    ['letters', { country: 'GB', pattern: 'abc' }, 'pattern', 'pattern'],
    ['a page of none', { country: 'GB', first: 0 }, 'first', 'range'],
    ['a cursor of its own making', { country: 'GB', after: 'bm9uc2Vuc2U' }, 'after', 'cursor'],
  ])('refuses %s by its argument', async (_what, variables, field, rule) => {
    expect((await app.refused(AVAILABLE, variables)).extensions).toMatchObject({ code: 'BAD_INPUT', field, rule });
  });
});

describe('renting', () => {
  it('rents at the agreed price and assigns, at Vonage too, seen by the other server', async () => {
    const [offer] = (await offers({ country: 'GB', first: 1 })).nodes;
    const { msisdn, monthlyPrice } = offer!;
    const input = { country: 'gb', msisdn: `+${msisdn}`, monthlyPrice, applicationId: demo.id };
    expect(await app.ask(RENT, { input })).toEqual({
      rentNumber: { msisdn, country: 'GB', monthlyPrice, application: { name: 'Demo' } },
    });
    expect(atVonage(msisdn)).toMatchObject({ msisdn, app_id: demo.vonageId });
    const { numbers } = await app.ask<Owned>(OWNED, { applicationId: demo.id }, { server: 1 });
    expect(numbers.nodes).toMatchObject([{ msisdn, application: { name: 'Demo' }, canVoice: true, monthlyPrice }]);
    expect((await offers({ country: 'GB', first: 100 })).nodes.map((node) => node.msisdn)).not.toContain(msisdn);
  });

  it('refuses a number that is taken', async () => {
    const msisdn = await rent();
    const input = { country: 'GB', msisdn, monthlyPrice: '1.25' };
    expect((await app.refused(RENT, { input })).extensions).toMatchObject({
      code: 'CONFLICT',
      field: 'input.msisdn',
      rule: 'taken',
      params: { msisdn },
    });
  });

  it('refuses a price that was not agreed to, and rents nothing', async () => {
    const [offer] = (await offers({ country: 'US', first: 1 })).nodes;
    const input = { country: 'US', msisdn: offer!.msisdn, monthlyPrice: '0.01' };
    expect((await app.refused(RENT, { input })).extensions).toMatchObject({
      code: 'CONFLICT',
      field: 'input.monthlyPrice',
      rule: 'price',
      params: { monthlyPrice: offer!.monthlyPrice },
    });
    expect(atVonage(offer!.msisdn)).toBeUndefined();
  });

  it.each([
    ['needs_address', 'addressRequired', 'Address Validation Required'],
    ['not_on_trial', 'trialAccount', 'method failed: numbers cannot be bought with a trial account'],
  ])('returns Vonage’s own reason while the number is still offered: %s', async (renting, rule, title) => {
    const [offer] = (await offers({ country: 'US', first: 1 })).nodes;
    const { msisdn, monthlyPrice } = offer!;
    await app.control('PATCH', '/manners', { renting });
    const { extensions } = await app.refused(RENT, { input: { country: 'US', msisdn, monthlyPrice } });
    await app.control('PATCH', '/manners', { renting: 'works' });
    expect(extensions).toMatchObject({ code: 'VONAGE_REFUSED', rule, vonage: { title, status: 420 } });
    expect(atVonage(msisdn)).toBeUndefined();
  });

  it('returns a reason that nobody knows as it is', async () => {
    const [offer] = (await offers({ country: 'US', first: 1 })).nodes;
    const { msisdn, monthlyPrice } = offer!;
    const body = { 'error-code': '420', 'error-code-label': 'Ask your account manager' };
    await app.fault({ path: '/number/buy', status: 420, body, times: 1 });
    const { extensions } = await app.refused(RENT, { input: { country: 'US', msisdn, monthlyPrice } });
    expect(extensions).toMatchObject({
      code: 'VONAGE_REFUSED',
      vonage: { title: body['error-code-label'], status: 420 },
    });
    expect(extensions.rule).toBeUndefined();
  });

  it('calls a number taken at the last moment only if a new search lacks it', async () => {
    const [offer] = (await offers({ country: 'US', first: 1 })).nodes;
    const { msisdn, monthlyPrice } = offer!;
    const body = { 'error-code': '420', 'error-code-label': 'method failed' };
    await app.fault({ path: '/number/buy', status: 420, body, times: 1 });
    // The first search passes; the one after the refusal finds nothing.
    await app.fault({ path: '/number/search', status: 200, body: {}, skip: 1, times: 1 });
    const { extensions } = await app.refused(RENT, { input: { country: 'US', msisdn, monthlyPrice } });
    expect(extensions).toMatchObject({
      code: 'CONFLICT',
      rule: 'taken',
      vonage: { title: 'method failed', status: 420 },
    });
  });

  it.each([
    ['a number that is too short', { msisdn: '12' }, 'input.msisdn', 'phoneNumber'],
    ['ten thousand digits', { msisdn: '4'.repeat(10_000) }, 'input.msisdn', 'phoneNumber'],
    ['an unknown country', { country: 'Mars' }, 'input.country', 'country'],
  ])('refuses %s', async (_what, changes, field, rule) => {
    const input = { country: 'GB', msisdn: '447700900200', monthlyPrice: '1.25', ...changes };
    expect((await app.refused(RENT, { input })).extensions).toMatchObject({ code: 'BAD_INPUT', field, rule });
  });
});

describe('assigning', () => {
  it('unassigns without losing the other settings, and assigns again', async () => {
    const msisdn = await rent('GB', { applicationId: demo.id });
    // Vonage asks the address of a number's messages whether it is alive.
    const moHttpUrl = `${app.url}/healthz`;
    atVonage(msisdn)!.moHttpUrl = moHttpUrl;
    expect(await app.ask(UNASSIGN, { msisdn })).toEqual({ unassignNumber: { msisdn, application: null } });
    expect(atVonage(msisdn)!.app_id).toBeUndefined();
    expect(atVonage(msisdn)!.moHttpUrl).toBe(moHttpUrl);
    await app.ask(ASSIGN, { input: { msisdn, applicationId: demo.id } });
    expect(atVonage(msisdn)).toMatchObject({ app_id: demo.vonageId, moHttpUrl });
  });

  it('takes a number from another application only with `move`', async () => {
    const other = await account.createApplication('Other');
    const { msisdn } = await other.rentNumber();
    const refused = await app.refused(ASSIGN, { input: { msisdn, applicationId: demo.id } });
    expect(refused.extensions).toMatchObject({ code: 'CONFLICT', field: 'input.move', rule: 'linkedElsewhere' });
    expect(atVonage(msisdn)!.app_id).toBe(other.vonageId);
    expect(await app.ask(ASSIGN, { input: { msisdn, applicationId: demo.id, move: true } })).toMatchObject({
      assignNumber: { application: { name: 'Demo' } },
    });
  });

  it('refuses a number that cannot take calls', async () => {
    const msisdn = await rent();
    atVonage(msisdn)!.features = ['SMS'];
    const { extensions } = await app.refused(ASSIGN, { input: { msisdn, applicationId: demo.id } });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.msisdn', rule: 'noVoice' });
  });

  it('shows what was linked or canceled elsewhere after the next read', async () => {
    const linked = await rent('GB', { applicationId: demo.id });
    const gone = await rent('GB', { applicationId: demo.id });
    atVonage(linked)!.app_id = '11111111-2222-3333-4444-555555555555';
    app.simulator.cloud.numbers.delete(gone);
    app.clock.advance(6000);
    const { numbers } = await app.ask<Owned>(OWNED, { first: 100 });
    expect(numbers.nodes.find((node) => node.msisdn === linked)).toMatchObject({
      application: null,
      linkedElsewhere: '11111111-2222-3333-4444-555555555555',
    });
    expect(numbers.nodes.map((node) => node.msisdn)).not.toContain(gone);
  });

  it('writes only rows that differ from what Vonage says', async () => {
    const [same, changed] = [await rent('GB', { applicationId: demo.id }), await rent()];
    /** PostgreSQL's mark of who wrote a row last, by number. */
    const written = async () => {
      app.clock.advance(6000);
      await app.ask<Owned>(OWNED, { first: 100 });
      const rows = await app.db.execute<{ msisdn: string; by: string }>(
        sql`select msisdn, xmin::text as by from numbers`,
      );
      return new Map(rows.map(({ msisdn, by }) => [msisdn, by]));
    };
    const before = await written();
    expect(await written()).toEqual(before);
    atVonage(changed)!.app_id = '11111111-2222-3333-4444-555555555555';
    const after = await written();
    expect(after.get(changed)).not.toBe(before.get(changed));
    expect(after.get(same)).toBe(before.get(same));
  });

  it('shows the last known numbers while Vonage is down, and refuses changes with the reason', async () => {
    const msisdn = await rent('GB', { applicationId: demo.id });
    app.clock.advance(6000);
    await app.fault({ path: '/account/numbers', status: 500, times: 2 });
    const { numbers } = await app.ask<Owned>(OWNED, { first: 100 });
    expect(numbers.nodes.map((node) => node.msisdn)).toContain(msisdn);
    expect((await app.refused(UNASSIGN, { msisdn })).extensions.code).toBe('VONAGE_UNREACHABLE');
    await app.clearFaults();
  });

  it('cancels a number', async () => {
    const msisdn = await rent('GB', { applicationId: demo.id });
    await app.ask(CANCEL, { msisdn });
    expect(atVonage(msisdn)).toBeUndefined();
    expect((await app.refused(CANCEL, { msisdn })).extensions.code).toBe('NOT_FOUND');
  });
});

describe('the preset of a number', () => {
  it('answers instead of the application’s until it is removed', async () => {
    const msisdn = await rent('GB', { applicationId: demo.id });
    const preview = `{ previewAnswer(input: { applicationId: "${demo.id}", to: "${msisdn}" }) { kind reason } }`;
    expect(await app.ask(SET_PRESET, { msisdn, kind: 'IVR' })).toEqual({ setNumberPreset: { preset: 'IVR' } });
    expect(await app.ask(preview)).toEqual({ previewAnswer: { kind: 'IVR', reason: 'number-override' } });
    await app.ask(SET_PRESET, { msisdn, kind: null });
    expect(await app.ask(preview)).toEqual({ previewAnswer: { kind: 'INBOUND', reason: 'application-from-outside' } });
    const { extensions } = await app.refused(SET_PRESET, { msisdn, kind: 'OUTBOUND' });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'kind', rule: 'oneOf' });
  });
});
