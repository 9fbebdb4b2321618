import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedCalls } from '../../scripts/seed-many.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const CALLS = /* GraphQL */ `
  query Calls(
    $id: ID! $first: Int $after: String $live: Boolean $number: String $userName: String
    $direction: CallDirection $status: [CallStatus!] $since: DateTime $until: DateTime
  ) {
    calls(
      applicationId: $id first: $first after: $after live: $live number: $number userName: $userName
      direction: $direction status: $status since: $since until: $until
    ) {
      nodes { id from to direction status startedAt live userName legs { userName } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const EVENTS = /* GraphQL */ `
  query Events($id: ID!, $first: Int, $after: String, $kind: String, $about: String, $text: String) {
    events(applicationId: $id, first: $first, after: $after, kind: $kind, about: $about, text: $text) {
      nodes { id kind callId legUuid body }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

interface CallNode {
  id: string;
  from: string;
  to: string;
  direction: string;
  status: string;
  startedAt: string;
  userName: string;
  legs: { userName: string | null }[];
}
interface EventNode {
  id: string;
  kind: string;
  callId: string;
  legUuid: string;
  body: Record<string, unknown>;
}
interface Page<T> {
  nodes: T[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

const HOSTILE = ["'; drop table calls; --", '%', '_', '\\', '"', '👩‍💻', 'محمد', '\u202e'];
const ENDLESS = 'x'.repeat(5000);
const NOTHING = '\u0000';

let app: TestApp;
let application: SeededApplication;
let number: string;
let all: CallNode[];
let events: EventNode[];

const calls = async (filter: object = {}) =>
  (await app.ask<{ calls: Page<CallNode> }>(CALLS, { id: application.id, first: 100, ...filter })).calls;
const eventPage = async (filter: object = {}) =>
  (await app.ask<{ events: Page<EventNode> }>(EVENTS, { id: application.id, first: 100, ...filter })).events;

async function everything<T>(page: (filter: object) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo }: Page<T> = await page({ after });
    found.push(...nodes);
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

beforeAll(async () => {
  app = await createTestApp();
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  await seedCalls(app.db.$client, { id: made.id, number, userNames: ['Jane', 'Joe', '100%'] }, 250);
  all = await everything(calls);
  events = await everything(eventPage);
});
afterAll(() => app?.close());

const ids = (list: { id: string }[]) => list.map(({ id }) => id);

describe('calls', () => {
  it('are listed newest first, page by page, each once', () => {
    expect(new Set(ids(all)).size).toBe(250);
    expect(all.map((call) => call.startedAt)).toEqual(
      all
        .map((call) => call.startedAt)
        .sort()
        .reverse(),
    );
  });

  it('are found by the last digits of a number at either end, in any usual spelling', async () => {
    const customer = all.find((call) => call.direction === 'INBOUND')!.from;
    const theirs = all.filter((call) => [call.from, call.to].includes(customer));
    const [country, rest] = [customer.slice(0, 2), customer.slice(2)];
    const spellings = [
      ...[customer, `+${country} ${rest.slice(0, 4)}-${rest.slice(4)}`, `0${rest}`, `00${customer}`],
      // As a Japanese keyboard, a business card and a contact's page write it.
      ...[`0${rest.slice(0, 4)}ー${rest.slice(4)}`, `0${rest.slice(0, 4)}\u2212${rest.slice(4)}`],
      ...[`+${country} (0)${rest}`, `\u202A+${country}\u00a0${rest}\u202C`, `tel:+${customer}`],
    ];
    for (const spelt of spellings) {
      expect(ids((await calls({ number: spelt })).nodes)).toEqual(ids(theirs).slice(0, 100));
    }
    const end = customer.slice(-4);
    const ending = all.filter((call) => [call.from, call.to].some((party) => party?.endsWith(end)));
    expect(ids((await calls({ number: end })).nodes).sort()).toEqual(ids(ending).slice(0, 100).sort());
    const toUs = all.filter((call) => call.to === number);
    expect(ids((await calls({ number })).nodes)).toEqual(ids(toUs).slice(0, 100));
  });

  it('are found by agent, direction, outcome and time, and by all of these together', async () => {
    const withJoe = (call: CallNode) => call.legs.some((leg) => leg.userName === 'Joe');
    expect(ids((await calls({ userName: 'Joe' })).nodes)).toEqual(ids(all.filter(withJoe)).slice(0, 100));
    const outbound = (call: CallNode) => call.direction === 'OUTBOUND';
    expect(ids((await calls({ direction: 'OUTBOUND' })).nodes)).toEqual(ids(all.filter(outbound)).slice(0, 100));
    const lost = (call: CallNode) => ['TIMEOUT', 'BUSY'].includes(call.status);
    expect(ids((await calls({ status: ['TIMEOUT', 'BUSY'] })).nodes)).toEqual(ids(all.filter(lost)));
    const [until, since] = [all[50]!.startedAt, all[200]!.startedAt];
    const between = (call: CallNode) => call.startedAt >= since && call.startedAt < until;
    const filter = { userName: 'Jane', direction: 'INBOUND', status: ['COMPLETED'], since, until, live: false };
    const wanted = all.filter(
      (call) =>
        between(call) &&
        !outbound(call) &&
        call.status === 'COMPLETED' &&
        call.legs.some((leg) => leg.userName === 'Jane'),
    );
    expect(wanted.length).toBeGreaterThan(5);
    expect(ids((await calls(filter)).nodes)).toEqual(ids(wanted));
  });

  it('stay filtered on the next page', async () => {
    const first = await calls({ direction: 'INBOUND', first: 3 });
    const second = await calls({ direction: 'INBOUND', first: 3, after: first.pageInfo.endCursor });
    const inbound = all.filter((call) => call.direction === 'INBOUND');
    expect(ids([...first.nodes, ...second.nodes])).toEqual(ids(inbound).slice(0, 6));
  });

  it.each(HOSTILE)('take %j for what it is: a name that nobody has, and no number', async (text) => {
    expect((await calls({ userName: text })).nodes).toEqual([]);
    if (/\p{L}/u.test(text)) {
      expect((await calls({ number: text })).nodes).toEqual([]);
      return;
    }
    const { extensions } = await app.refused(CALLS, { id: application.id, number: text });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'number', rule: 'digits' });
  });

  it.each(['tel:', 'nobody'])('find nothing for %j, which is no number yet, or no name', async (text) => {
    expect((await calls({ number: text })).nodes).toEqual([]);
  });

  it('are found by a user name that contains SQL wildcards', async () => {
    const theirs = all.filter((call) => call.legs.some((leg) => leg.userName === '100%'));
    expect(theirs.length).toBeGreaterThan(0);
    expect(ids((await calls({ userName: '100%' })).nodes)).toEqual(ids(theirs).slice(0, 100));
  });

  it.each([
    ['a character that cannot be stored', { userName: NOTHING }],
    ['a name longer than any', { userName: ENDLESS }],
    ['a number longer than any', { number: ENDLESS }],
    ['a time that is none', { since: 'yesterday' }],
    ['a result that is none', { status: ['FINE'] }],
    ['a cursor of another list', { after: Buffer.from('hello there').toString('base64url') }],
    ['a cursor of another time', { after: Buffer.from(`never ${'0'.repeat(36)}`).toString('base64url') }],
  ])('refuse %s', async (_what, filter) => {
    expect((await app.refused(CALLS, { id: application.id, ...filter })).extensions.code).toBe('BAD_INPUT');
  });
});

describe('events', () => {
  it('are found by kind, by leg and by call', async () => {
    const inputs = events.filter((event) => event.kind === 'input');
    expect(inputs.length).toBeGreaterThan(0);
    expect(ids((await eventPage({ kind: 'input' })).nodes)).toEqual(ids(inputs).slice(0, 100));
    const { legUuid, callId } = events[7]!;
    const ofLeg = events.filter((event) => event.legUuid === legUuid);
    expect(ids((await eventPage({ about: legUuid })).nodes)).toEqual(ids(ofLeg));
    const ofCall = events.filter((event) => event.callId === callId);
    expect(ids((await eventPage({ about: callId })).nodes)).toEqual(ids(ofCall));
    expect((await eventPage({ about: 'no such leg' })).nodes).toEqual([]);
  });

  it('are found by words in their body, in upper or lower case, down to the oldest event', async () => {
    const found = await everything((filter) => eventPage({ ...filter, text: 'DECLINED' }));
    const wanted = events.filter((event) => JSON.stringify(event.body).includes('declined'));
    expect(wanted.length).toBeGreaterThan(0);
    expect(ids(found)).toEqual(ids(wanted));
  });

  it.each(HOSTILE)('take %j for words that stand nowhere, or as they stand', async (text) => {
    const found = await everything((filter) => eventPage({ ...filter, text }));
    const wanted = events.filter((event) => JSON.stringify(event.body).includes(text));
    expect(found.length).toBe(wanted.length);
    expect((await eventPage({ about: text })).nodes).toEqual([]);
  });

  it('refuse an unknown kind, and words that are too long or cannot be stored', async () => {
    const { extensions } = await app.refused(EVENTS, { id: application.id, kind: "status' or '1'='1" });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'kind', rule: 'oneOf' });
    const tooLong = await app.refused(EVENTS, { id: application.id, text: ENDLESS });
    expect(tooLong.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'text', rule: 'tooLong' });
    for (const filter of [{ text: NOTHING }, { about: NOTHING }]) {
      expect((await app.refused(EVENTS, { id: application.id, ...filter })).extensions.code).toBe('BAD_INPUT');
    }
  });
});
