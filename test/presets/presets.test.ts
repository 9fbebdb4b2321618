import { isDeepStrictEqual } from 'node:util';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accounts } from '../../server/accounts/accounts.table.js';
import { applications } from '../../server/applications/applications.table.js';
import { randomId, uuidv7 } from '../../server/ids.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let office: Awaited<ReturnType<TestApp['connectAccount']>>;
let applicationId: string;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  office = await app.connectAccount();
});
afterAll(() => app.close());
beforeEach(async () => {
  const application = await office.createApplication();
  applicationId = application.id;
  await waitFor(() => app.services.routing.knows(applicationId));
});

const PRESET = `applicationId kind ncco menu { digits user } version liveVersion live isGuideText`;
const ask = async <T>(query: string, variables: object = {}) =>
  Object.values(await app.ask<Record<string, T>>(query, { id: applicationId, ...variables }))[0]!;
const refused = (query: string, variables: object = {}, slot = 'a') =>
  app.refused(query, { id: applicationId, ...variables }, { slot });

interface PresetAnswer {
  ncco: unknown[];
  menu: { digits: string; user: string }[];
  version: number;
  liveVersion: number;
  live: string[];
  isGuideText: boolean;
  versions: { version: number; savedBy: string; savedAt: string; ncco: unknown[] }[];
  branches: { digits: string; user: string; ncco: unknown[] }[];
  findings: { code: string }[];
}
const READ = `query ($id: ID!, $kind: PresetKind!) { preset(applicationId: $id, kind: $kind) { ${PRESET}
  versions { version savedBy savedAt ncco } branches { digits user ncco } findings { code severity path } } }`;
const SAVE = `mutation ($id: ID!, $kind: PresetKind!, $input: SavePresetInput!) {
  savePreset(applicationId: $id, kind: $kind, input: $input) { ${PRESET} } }`;
const PUBLISH = `mutation ($id: ID!, $kind: PresetKind!, $version: Int!) {
  publishPreset(applicationId: $id, kind: $kind, version: $version) { ${PRESET} } }`;
const RESET = `mutation ($id: ID!, $kind: PresetKind!) { resetPreset(applicationId: $id, kind: $kind) { ${PRESET} } }`;
const SET_LIVE = `mutation ($id: ID!, $slot: PresetSlot!, $kind: PresetKind!) {
  setLivePreset(applicationId: $id, slot: $slot, kind: $kind) {
    outside: livePreset(slot: FROM_OUTSIDE) agent: livePreset(slot: FROM_AGENT) } }`;
const PREVIEW = `query ($input: PreviewInput!) {
  previewAnswer(input: $input) { ncco kind version reason findings { code } } }`;
const CHECK = `query ($ncco: JSON!) { checkNcco(ncco: $ncco) { path severity code message params } }`;

const talk = (text: string) => [{ action: 'talk', text }];
const save = (kind: string, input: object) => ask<PresetAnswer>(SAVE, { kind, input });
const preview = (input: object) =>
  ask<{ ncco: { text?: string }[]; kind: string; version: number; reason: string }>(PREVIEW, {
    input: { applicationId, ...input },
  });

describe('a new application', () => {
  it('has the guide’s presets, Inbound Call and Outbound Call live, and no version saved', async () => {
    expect(await ask<PresetAnswer>(READ, { kind: 'INBOUND' })).toMatchObject({
      ncco: [{ action: 'talk', text: 'Thank you for calling Jane' }, { action: 'connect' }],
      version: 0,
      liveVersion: 0,
      live: ['FROM_OUTSIDE'],
      isGuideText: true,
      versions: [],
      findings: [],
    });
    const ivr = await ask<PresetAnswer>(READ, { kind: 'IVR' });
    expect(ivr).toMatchObject({ live: [], findings: [{ code: 'inputWithoutType' }] });
    expect(ivr.branches).toMatchObject([
      { digits: '1', user: 'Jane', ncco: [{ text: 'Please wait while we connect you to Jane' }, {}] },
      { digits: '2', user: 'Joe' },
    ]);
    expect(await ask<PresetAnswer>(READ, { kind: 'CUSTOM' })).toMatchObject({ ncco: [], findings: [] });
  });
});

describe('saving a preset', () => {
  it('creates a version that is live immediately, and keeps the order of keys as written', async () => {
    const ncco = [{ text: 'Hello', language: 'en-GB', action: 'talk' }];
    expect(await save('INBOUND', { ncco, basedOn: 0 })).toMatchObject({
      version: 1,
      liveVersion: 1,
      isGuideText: false,
    });
    const read = await ask<PresetAnswer>(READ, { kind: 'INBOUND' });
    expect(JSON.stringify(read.ncco)).toBe(JSON.stringify(ncco));
    expect(read.versions).toEqual([
      { version: 1, savedBy: expect.any(String), savedAt: expect.stringMatching(/T.*Z$/), ncco },
    ]);
    expect(app.services.routing.answer(applicationId, { to: '447700900123' })).toMatchObject({ ncco, version: 1 });
  });

  it('takes effect on the other server', async () => {
    await save('INBOUND', { ncco: talk('New'), basedOn: 0 });
    const other = app.servers[1]!.services.routing;
    const answer = await waitFor(() => {
      const found = other.answer(applicationId, {});
      return found?.version === 1 ? found : null;
    });
    expect(answer.ncco).toEqual(talk('New'));
  });

  it('without `makeLive` takes effect only once it is published', async () => {
    await save('INBOUND', { ncco: talk('One'), basedOn: 0 });
    await save('INBOUND', { ncco: talk('Two'), basedOn: 1, makeLive: false });
    expect(await preview({})).toMatchObject({ ncco: talk('One'), version: 1 });
    expect(await ask(PUBLISH, { kind: 'INBOUND', version: 2 })).toMatchObject({ version: 2, liveVersion: 2 });
    expect(await preview({})).toMatchObject({ ncco: talk('Two'), version: 2 });
    expect(await ask(PUBLISH, { kind: 'INBOUND', version: 0 })).toMatchObject({ version: 2, liveVersion: 0 });
    expect(await preview({})).toMatchObject({ ncco: [{ text: 'Thank you for calling Jane' }, {}], version: 0 });
    expect(await refused(PUBLISH, { kind: 'INBOUND', version: 9 })).toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
  });

  it('restores the guide’s text as a new version', async () => {
    await save('IVR', { ncco: talk('Closed'), menu: [], basedOn: 0 });
    const back = await ask<PresetAnswer>(RESET, { kind: 'IVR' });
    expect(back).toMatchObject({ version: 2, liveVersion: 2, isGuideText: true });
    expect(back.menu).toHaveLength(2);
    expect(await ask(RESET, { kind: 'CUSTOM' })).toMatchObject({ version: 0 });
  });

  it('is refused if someone else has saved since, and of many in parallel one succeeds', async () => {
    await save('CUSTOM', { ncco: talk('Mine'), basedOn: 0 });
    expect(await refused(SAVE, { kind: 'CUSTOM', input: { ncco: talk('Theirs'), basedOn: 0 } })).toMatchObject({
      extensions: { code: 'CONFLICT', field: 'input.basedOn', rule: 'newerVersion', params: { version: 1 } },
    });
    for (const basedOn of [-1, 2, 2147483647]) {
      const error = await refused(SAVE, { kind: 'CUSTOM', input: { ncco: [], basedOn } });
      expect(error.extensions).toMatchObject({ code: 'CONFLICT', params: { version: 1 } });
    }
    const race = await Promise.all(
      ['a', 'b', 'c', 'd'].map((text) =>
        app.graphql(SAVE, { id: applicationId, kind: 'CUSTOM', input: { ncco: talk(text), basedOn: 1 } }),
      ),
    );
    expect(race.filter((one) => one.errors.length === 0)).toHaveLength(1);
    expect(race.flatMap((one) => one.errors.map((error) => error.extensions.code))).toEqual(Array(3).fill('CONFLICT'));
  });

  it('is refused with all findings and their places if the NCCO breaks a rule', async () => {
    const ncco = [{ action: 'talk' }, { action: 'connect', endpoint: [{ type: 'phone', number: 'PARAMS_T0' }] }];
    const { extensions } = await refused(SAVE, { kind: 'CUSTOM', input: { ncco, basedOn: 0 } });
    expect(extensions).toMatchObject({
      code: 'INVALID_NCCO',
      field: 'input.ncco',
      findings: [
        { path: '$[0].text', code: 'required', severity: 'error' },
        { path: '$[1].endpoint[0].number', code: 'format', severity: 'error', params: { format: 'phoneNumber' } },
      ],
    });
    expect(await ask(READ, { kind: 'CUSTOM' })).toMatchObject({ version: 0 });
  });

  it.each([
    [
      'a typing error in a key',
      { ncco: [{ action: 'talk', text: 'Hi', bargein: true }] },
      'INVALID_NCCO',
      'input.ncco',
    ],
    ['no list', { ncco: { action: 'talk' } }, 'INVALID_NCCO', 'input.ncco'],
    ['an NCCO too long', { ncco: talk('x'.repeat(100_000)) }, 'BAD_INPUT', 'input.ncco'],
    ['wrong keys', { ncco: [], menu: [{ digits: 'one', user: 'Jane' }] }, 'BAD_INPUT', 'input.menu.0.digits'],
    ['no user', { ncco: [], menu: [{ digits: '1', user: ' ' }] }, 'BAD_INPUT', 'input.menu.0.user'],
    ['a NUL in a user', { ncco: [], menu: [{ digits: '1', user: 'J\u0000' }] }, 'BAD_INPUT', 'input.menu.0.user'],
    [
      'half a character in a user',
      { ncco: [], menu: [{ digits: '1', user: 'J\ud800' }] },
      'BAD_INPUT',
      'input.menu.0.user',
    ],
    [
      'keys twice',
      {
        ncco: [],
        menu: [
          { digits: '1', user: 'Jane' },
          { digits: '1', user: 'Joe' },
        ],
      },
      'BAD_INPUT',
      'input.menu.1.digits',
    ],
  ])('is refused for %s', async (_, input, code, field) => {
    const error = await refused(SAVE, { kind: 'CUSTOM', input: { ...input, basedOn: 0 } });
    expect(error.extensions).toMatchObject({ code, field });
  });

  it('accepts texts that are difficult for a database', async () => {
    const ncco = talk('NUL \u0000, half a pair \ud800, quotes \' " \\ and 電話番');
    await save('CUSTOM', { ncco, basedOn: 0 });
    expect(await ask(READ, { kind: 'CUSTOM' })).toMatchObject({ ncco });
  });
});

describe('who may do what', () => {
  const WRITES = [
    [SAVE, { kind: 'IVR', input: { ncco: [], basedOn: 0 } }],
    [PUBLISH, { kind: 'IVR', version: 0 }],
    [RESET, { kind: 'IVR' }],
    [SET_LIVE, { slot: 'FROM_OUTSIDE', kind: 'IVR' }],
  ] as const;

  it('lets a supervisor read, and only an admin write', async () => {
    const input = { name: 'sue', displayName: 'Sue', role: 'SUPERVISOR', password: 'a long password' };
    await app.ask('mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }', { input });
    const { name, password } = input;
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }';
    await app.ask(signIn, { input: { name, password } }, { slot: 'sue' });
    expect(await app.ask(READ, { id: applicationId, kind: 'IVR' }, { slot: 'sue' })).toBeTruthy();
    for (const [query, variables] of WRITES) {
      expect((await refused(query, variables, 'sue')).extensions.code).toBe('FORBIDDEN');
    }
  });

  it('shows nothing to agents, unauthenticated clients and other accounts', async () => {
    const application = await office.createApplication('Agents');
    await application.signInAgent('Jane', 'jane');
    expect((await refused(READ, { id: application.id, kind: 'IVR' }, 'jane')).extensions.code).toBe('FORBIDDEN');
    expect((await refused(READ, { kind: 'IVR' }, 'nobody')).extensions.code).toBe('UNAUTHENTICATED');
    const [own] = await app.db.select().from(applications).where(eq(applications.id, applicationId));
    const account = {
      id: uuidv7(new Date()),
      kind: 'cloud',
      apiKey: 'k',
      apiSecret: 's',
      createdAt: new Date(),
    } as const;
    await app.db.insert(accounts).values(account);
    const theirs = { ...own!, id: randomId(), accountId: account.id, vonageId: randomId() };
    await app.db.insert(applications).values(theirs);
    for (const [query, variables] of [...WRITES, [READ, { kind: 'IVR' }]] as const) {
      expect((await refused(query, { ...variables, id: theirs.id })).extensions).toMatchObject({
        code: 'FORBIDDEN',
        rule: 'otherAccount',
      });
    }
    expect((await refused(READ, { id: 'nowhere', kind: 'IVR' })).extensions.code).toBe('NOT_FOUND');
  });
});

describe('a preview', () => {
  it('follows the slots, and a number’s own preset', async () => {
    const links = await office.createApplication();
    applicationId = links.id;
    const [{ msisdn: first }, { msisdn: second }] = [await links.rentNumber(), await links.rentNumber()];
    const OVERRIDE = 'mutation ($msisdn: String!) { setNumberPreset(msisdn: $msisdn, kind: IVR) { preset } }';
    await app.ask(OVERRIDE, { msisdn: second });
    const reasons = async (input: object) => {
      const { kind, reason } = await preview(input);
      return [kind, reason];
    };
    expect(await reasons({ to: first })).toEqual(['INBOUND', 'application-from-outside']);
    expect(await reasons({ to: `+${second}` })).toEqual(['IVR', 'number-override']);
    await ask(SET_LIVE, { slot: 'FROM_OUTSIDE', kind: 'CUSTOM' });
    expect(await reasons({ to: first })).toEqual(['CUSTOM', 'application-from-outside']);
    const agent = { to: '+44 7700 900009', fromUser: 'Jane' };
    expect(await reasons(agent)).toEqual(['OUTBOUND', 'application-from-agent']);
    expect((await preview(agent)).ncco[1]).toMatchObject({ from: first, endpoint: [{ number: '447700900009' }] });
    await ask('mutation ($msisdn: String!) { unassignNumber(msisdn: $msisdn) { msisdn } }', { msisdn: first });
    const input = { msisdn: first, applicationId };
    await ask('mutation ($input: AssignNumberInput!) { assignNumber(input: $input) { msisdn } }', { input });
    expect((await preview(agent)).ncco[1]).toMatchObject({ from: second });
    const own = { fromUser: 'Jane', customData: { to: '447700900009' } };
    expect((await preview(own)).ncco).toHaveLength(2);
    expect(await reasons({ kind: 'INBOUND' })).toEqual(['INBOUND', 'asked-for']);
  });

  it('lets live presets be selected, each only for its slot', async () => {
    expect(await ask(SET_LIVE, { slot: 'FROM_OUTSIDE', kind: 'IVR' })).toEqual({ outside: 'IVR', agent: 'OUTBOUND' });
    expect(app.services.routing.answer(applicationId, {})).toMatchObject({ kind: 'ivr' });
    expect(await ask(SET_LIVE, { slot: 'FROM_AGENT', kind: 'CUSTOM' })).toEqual({ outside: 'IVR', agent: 'CUSTOM' });
    const all = 'query ($id: ID!) { application(id: $id) { presets { kind live } } }';
    expect(await ask(all)).toEqual({
      presets: [
        { kind: 'INBOUND', live: [] },
        { kind: 'OUTBOUND', live: [] },
        { kind: 'IVR', live: ['FROM_OUTSIDE'] },
        { kind: 'CUSTOM', live: ['FROM_AGENT'] },
      ],
    });
    for (const [slot, kind] of [
      ['FROM_OUTSIDE', 'OUTBOUND'],
      ['FROM_AGENT', 'IVR'],
    ]) {
      expect((await refused(SET_LIVE, { slot, kind })).extensions).toMatchObject({ code: 'BAD_INPUT', field: 'kind' });
    }
  });

  it('walks through the menu: a choice, something else twice, goodbye', async () => {
    const keys = (digits: string, attempt: number) => preview({ to: '447700900123', kind: 'IVR', digits, attempt });
    expect(await keys('2', 0)).toMatchObject({ reason: 'menu-choice', ncco: [{}, { endpoint: [{ user: 'Joe' }] }] });
    const again = await keys('9', 0);
    expect(again).toMatchObject({ reason: 'menu-again' });
    expect(again.ncco.at(-1)).toMatchObject({
      eventUrl: [expect.stringMatching(/\/webhooks\/[\w-]+\/dtmf\?attempt=1$/)],
    });
    expect(await keys('', 1)).toMatchObject({ reason: 'menu-again' });
    expect(await keys('9', 2)).toMatchObject({ reason: 'menu-goodbye', ncco: talk('Goodbye.') });
  });

  it('shows what an unsaved text would return, without saving it', async () => {
    const menu = [{ digits: '7', user: 'Joe' }];
    const ncco = [...talk('Press 7.'), { action: 'input', type: ['dtmf'], eventUrl: ['DTMF_URL'] }];
    const asked = { kind: 'INBOUND', draft: { ncco, menu } };
    expect((await preview(asked)).ncco[0]).toEqual({ action: 'talk', text: 'Press 7.' });
    expect((await preview({ ...asked, digits: '7' })).ncco[0]?.text).toBe('Please wait while we connect you to Joe');
    expect(await preview({})).toMatchObject({ ncco: [{ text: 'Thank you for calling Jane' }, {}], version: 0 });
    const broken = { input: { applicationId, ...asked, draft: { ncco: [{}], menu } } };
    expect(await refused(PREVIEW, broken)).toMatchObject({ extensions: { code: 'INVALID_NCCO' } });
  });

  it('uses the IVR’s menu for Custom, unless Custom brings its own', async () => {
    const ncco = [...talk('Press 0'), { action: 'input', type: ['dtmf'], eventUrl: ['DTMF_URL'] }];
    await save('CUSTOM', { ncco, basedOn: 0 });
    expect(await preview({ kind: 'CUSTOM', digits: '1' })).toMatchObject({ reason: 'menu-choice' });
    await save('CUSTOM', { ncco, menu: [{ digits: '０', user: 'Ann' }], basedOn: 1 });
    expect(await preview({ kind: 'CUSTOM', digits: '1' })).toMatchObject({ reason: 'menu-again' });
    expect(await preview({ kind: 'CUSTOM', digits: '0' })).toMatchObject({
      ncco: [{}, { endpoint: [{ user: 'Ann' }] }],
    });
  });
});

describe('the webhook endpoints’ cache', () => {
  it('has no unknown application, and drops a deleted one', async () => {
    const { routing } = app.services;
    expect(routing.answer('nobody', {})).toBeNull();
    expect(routing.dtmf('__proto__', { digits: '1', query: {} })).toBeNull();
    expect(routing.knows(applicationId)).toBe(true);
    await app.db.delete(applications).where(eq(applications.id, applicationId));
    await routing.reload(applicationId);
    expect(routing.answer(applicationId, {})).toBeNull();
  });
});

describe('checkNcco', () => {
  it('reports what is wrong, and treats placeholders as their values', async () => {
    const ncco = [
      { action: 'connect', from: 'YOUR_NEXMO_NUMBER', endpoint: [{ type: 'phone', number: 'PARAMS_TO' }] },
      { action: 'input', type: ['dtmf'], eventUrl: ['DTMF_URL'] },
    ];
    expect(await ask(CHECK, { ncco })).toEqual([]);
    expect(await ask(CHECK, { ncco: [{ action: 'pay' }] })).toEqual([
      {
        path: '$[0].action',
        severity: 'ERROR',
        code: 'actionGone',
        message: 'Vonage no longer supports "pay".',
        params: { action: 'pay' },
      },
    ]);
  });

  it.each([
    [50, 'ncco'],
    [3000, 'body'],
  ])('is not brought down by %i levels', async (levels, field) => {
    const deep = JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
    expect((await refused(CHECK, { ncco: [{ action: 'notify', payload: { deep } }] })).extensions).toMatchObject({
      code: 'BAD_INPUT',
      field,
      rule: 'tooDeep',
    });
  });
});

describe('with the database down', () => {
  it('answers with the last known preset', async () => {
    const lonely = app.servers[1]!;
    await save('INBOUND', { ncco: talk('Known'), basedOn: 0 });
    const answer = () => lonely.services.routing.answer(applicationId, {})?.ncco;
    await waitFor(() => isDeepStrictEqual(answer(), talk('Known')));
    await lonely.connection.close();
    await save('INBOUND', { ncco: talk('Not heard of'), basedOn: 1 });
    await lonely.services.routing.reload(applicationId);
    expect(answer()).toEqual(talk('Known'));
  });
});
