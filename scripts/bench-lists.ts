import { parseArgs } from 'node:util';
import { connectDenwaban } from './denwaban-client.js';

/**
 * Measures how fast the long lists respond: `node scripts/run.mjs scripts/bench-lists [--requests 200]` against a
 * running server, started with REQUESTS_PER_MINUTE=100000 and seeded (`npm run seed -- --users 10000 --calls 100000`).
 * Sends one request after the other over HTTP, as a page does; prints median, 95th percentile and slowest in
 * milliseconds for the first page, a deep page, and each filter.
 */
const PAGE = 50;
/** Number of pages of a hundred rows before the deep page. */
const DEEP = { users: 90, calls: 800, events: 1500 };

const FIELDS = {
  users: 'id name displayName',
  calls: 'id direction from to userName status live startedAt answeredAt endedAt durationSeconds reason',
  events: 'id callId receivedAt kind status legUuid door body',
};
const ARGUMENTS = {
  users: { search: 'String' },
  calls: {
    live: 'Boolean',
    number: 'String',
    userName: 'String',
    direction: 'CallDirection',
    status: '[CallStatus!]',
    since: 'DateTime',
    until: 'DateTime',
  },
  events: { about: 'String', kind: 'String', text: 'String' },
};
type List = keyof typeof FIELDS;

const DAY_MS = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

const { values } = parseArgs({ options: { requests: { type: 'string', default: '200' } } });
const requests = Number(values.requests);
const denwaban = await connectDenwaban();
const { applications } = await denwaban.graphql<{ applications: { nodes: { id: string; name: string }[] } }>(
  '{ applications(first: 100) { nodes { id name } } }',
);
const application = applications.nodes.find(({ name }) => name === 'Demo');
if (!application) throw new Error('There is no application "Demo". Seed it first: npm run seed -- --calls 100000');
const applicationId = application.id;

interface Connection {
  nodes: { id: string; legUuid?: string | null }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

async function page(list: List, variables: object, fields = FIELDS[list]): Promise<Connection> {
  const kinds = Object.entries(ARGUMENTS[list]);
  const declared = kinds.map(([name, type]) => `$${name}: ${type}`).join(' ');
  const given = kinds.map(([name]) => `${name}: $${name}`).join(' ');
  const query = `query List($applicationId: ID!, $first: Int!, $after: String ${declared}) {
    ${list}(applicationId: $applicationId, first: $first, after: $after ${given}) {
      nodes { ${fields} } pageInfo { endCursor hasNextPage }
    }
  }`;
  const all = { applicationId, first: PAGE, after: null, ...variables };
  return (await denwaban.graphql<Record<List, Connection>>(query, all))[list];
}

async function deepCursor(list: List): Promise<{ after: string | null; rows: number }> {
  let after: string | null = null;
  for (let pages = 0; pages < DEEP[list]; pages++) {
    const { pageInfo }: Connection = await page(list, { first: 100, after }, 'id');
    if (!pageInfo.hasNextPage) return { after, rows: pages * 100 };
    after = pageInfo.endCursor;
  }
  return { after, rows: DEEP[list] * 100 };
}

async function measure(name: string, list: List, variables: object): Promise<void> {
  const took: number[] = [];
  let rows = 0;
  for (let count = 0; count < requests; count++) {
    const start = performance.now();
    rows = (await page(list, variables)).nodes.length;
    took.push(performance.now() - start);
  }
  took.sort((left, right) => left - right);
  const at = (share: number) =>
    took[Math.min(took.length - 1, Math.floor(took.length * share))]!.toFixed(1).padStart(7);
  console.log(`${list.padEnd(7)} ${name.padEnd(34)} ${at(0.5)} ${at(0.95)} ${at(1)}   ${rows} rows`);
}

const deep = { users: await deepCursor('users'), calls: await deepCursor('calls'), events: await deepCursor('events') };
const [event] = (await page('events', { after: deep.events.after })).nodes;
const CASES: [name: string, list: List, variables: object][] = [
  ['first page', 'users', {}],
  [`after ${deep.users.rows}`, 'users', { after: deep.users.after }],
  ['search: common part', 'users', { search: 'a' }],
  ['search: one user', 'users', { search: '.07777' }],
  ['search: no match', 'users', { search: 'no such name' }],
  ['first page', 'calls', {}],
  [`after ${deep.calls.rows}`, 'calls', { after: deep.calls.after }],
  ['live', 'calls', { live: true }],
  ['number: last 4 digits', 'calls', { number: '0123' }],
  ['number: whole', 'calls', { number: '+44 7700 900123' }],
  ['number: one digit', 'calls', { number: '7' }],
  ['number: no match', 'calls', { number: '99999999' }],
  ['user: busy', 'calls', { userName: 'aiko.00001' }],
  ['user: no match', 'calls', { userName: 'Nobody' }],
  ['direction', 'calls', { direction: 'OUTBOUND' }],
  ['result: failed', 'calls', { status: ['FAILED'] }],
  ['result: none has it', 'calls', { status: ['STARTED'] }],
  ['time: a day a month ago', 'calls', { since: daysAgo(31), until: daysAgo(30) }],
  [
    'user, direction, result, time',
    'calls',
    {
      ...{ userName: 'aiko.00001', direction: 'INBOUND', status: ['BUSY', 'REJECTED'] },
      ...{ since: daysAgo(50), until: daysAgo(10) },
    },
  ],
  ['first page', 'events', {}],
  [`after ${deep.events.rows}`, 'events', { after: deep.events.after }],
  ['kind: status', 'events', { kind: 'status' }],
  ['kind: input', 'events', { kind: 'input' }],
  ['kind: none has it', 'events', { kind: 'payment' }],
  ['of one leg', 'events', { about: event?.legUuid }],
  ['text: common', 'events', { text: 'completed' }],
  ['text: nowhere', 'events', { text: 'nowhere to be found' }],
  ['text: nowhere, deep', 'events', { text: 'nowhere to be found', after: deep.events.after }],
];

console.log(`${requests} requests each, ${PAGE} rows a page; milliseconds`);
console.log(`${''.padEnd(42)}  median     p95     max`);
for (const [name, list, variables] of CASES) await measure(name, list, variables);
