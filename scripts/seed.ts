import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../server/config.js';
import { connect } from '../server/db/connect.js';
import { embeddedUrl } from '../server/db/embedded.js';
import { connectDenwaban, type Denwaban } from './denwaban-client.js';
import { seedCalls, seedUsers } from './seed-many.js';

/**
 * Sets up the guide's contact center on a running server, through the public API. Can be repeated; calls are then
 * added.
 */
const USAGE = `npm run seed -- --demo [--json]
npm run seed -- --users 10000 --calls 100000
  --demo   application "Demo", one rented British number, the users Jane and Joe with their sign-ins
  --json   one line of JSON instead of sentences
  --users  so many users in "Demo": made in the simulator, and read from there by the server
  --calls  so many calls of the last 60 days in "Demo", with legs and events: written into the database`;

const AGENTS = ['Jane', 'Joe'];
/** With many users, only the first few receive calls. */
const CALLED_USERS = 200;

interface SeededUser {
  name: string;
  signIn: { name: string; password: string };
}

const APPLICATIONS = /* GraphQL */ `
  query Applications {
    applications(first: 100) { nodes { id name vonageId mobileApiKey numbers { msisdn } } }
  }
`;
const CREATE_APPLICATION = /* GraphQL */ `
  mutation CreateApplication {
    createApplication(input: { name: "Demo" }) { id name vonageId mobileApiKey numbers { msisdn } }
  }
`;
const AVAILABLE = /* GraphQL */ `
  query Available {
    availableNumbers(country: "GB", type: MOBILE_LVN, first: 1) { nodes { msisdn country monthlyPrice } }
  }
`;
const RENT = /* GraphQL */ `
  mutation Rent($input: RentNumberInput!) {
    rentNumber(input: $input) { msisdn }
  }
`;
const USERS = /* GraphQL */ `
  query Users($applicationId: ID!) {
    users(applicationId: $applicationId, first: 100) { nodes { name } }
    members { name }
  }
`;
const CREATE_USER = /* GraphQL */ `
  mutation CreateUser($applicationId: ID!, $name: String!) {
    createUser(applicationId: $applicationId, input: { name: $name, displayName: $name }) { name }
  }
`;
const CREATE_MEMBER = /* GraphQL */ `
  mutation CreateMember($input: CreateMemberInput!) {
    createMember(input: $input) { password }
  }
`;

interface Application {
  id: string;
  name: string;
  vonageId: string;
  mobileApiKey: string;
  numbers: { msisdn: string }[];
}

async function demoApplication(denwaban: Denwaban): Promise<Application> {
  const { applications } = await denwaban.graphql<{ applications: { nodes: Application[] } }>(APPLICATIONS);
  const existing = applications.nodes.find((application) => application.name === 'Demo');
  if (existing) return existing;
  return (await denwaban.graphql<{ createApplication: Application }>(CREATE_APPLICATION)).createApplication;
}

async function demoNumber(denwaban: Denwaban, application: Application): Promise<string> {
  const assigned = application.numbers[0];
  if (assigned) return assigned.msisdn;
  const { availableNumbers } = await denwaban.graphql<{
    availableNumbers: { nodes: { msisdn: string; country: string; monthlyPrice: string }[] };
  }>(AVAILABLE);
  const offered = availableNumbers.nodes[0];
  if (!offered) throw new Error('No British number is to be had.');
  await denwaban.graphql(RENT, { input: { ...offered, applicationId: application.id } });
  return offered.msisdn;
}

/** The server shows passwords once; the demo's are stored in DATA_DIR, readable by the owner only. */
async function demoAgents(denwaban: Denwaban, applicationId: string): Promise<SeededUser[]> {
  const file = join(denwaban.dataDir, 'demo-sign-ins.json');
  const kept = readKept(file);
  const { users, members } = await denwaban.graphql<{
    users: { nodes: { name: string }[] };
    members: { name: string | null }[];
  }>(USERS, { applicationId });

  const seeded: SeededUser[] = [];
  for (const name of AGENTS) {
    if (!users.nodes.some((user) => user.name === name)) await denwaban.graphql(CREATE_USER, { applicationId, name });
    const signInName = name.toLowerCase();
    if (!members.some((member) => member.name === signInName)) {
      kept[signInName] = `${signInName}-${randomBytes(6).toString('base64url')}`;
      const input = { name: signInName, displayName: name, role: 'AGENT', applicationId, userName: name };
      await denwaban.graphql(CREATE_MEMBER, { input: { ...input, password: kept[signInName] } });
      writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
    }
    seeded.push({ name, signIn: { name: signInName, password: kept[signInName] ?? '' } });
  }
  return seeded;
}

function readKept(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}

async function seedMany(
  denwaban: Denwaban,
  application: Application & { number: string },
  many: { users: number; calls: number },
): Promise<void> {
  console.error(`${many.users} users`);
  const names = await seedUsers(denwaban, application, many.users);
  console.error(`${many.calls} calls`);
  const { databaseUrl, dataDir } = readConfig(process.env);
  const { sql, close } = connect(databaseUrl ?? (await embeddedUrl(dataDir)), 2);
  const { id, number } = application;
  const userNames = [...AGENTS, ...names.slice(0, CALLED_USERS)];
  await seedCalls(sql, { id, number, userNames }, many.calls).finally(close);
}

/** @throws Error if it is not a whole number */
function howMany(name: string, value = '0'): number {
  if (!/^\d{1,7}$/.test(value)) throw new Error(`--${name} is "${value}"; it must be a whole number.`);
  return Number(value);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean' },
      json: { type: 'boolean' },
      users: { type: 'string' },
      calls: { type: 'string' },
    },
  });
  const many = { users: howMany('users', values.users), calls: howMany('calls', values.calls) };
  if (!values.demo && many.users + many.calls === 0) {
    console.log(USAGE);
    return;
  }
  const denwaban = await connectDenwaban();
  const application = await demoApplication(denwaban);
  const number = await demoNumber(denwaban, application);
  const users = await demoAgents(denwaban, application.id);
  if (many.users + many.calls > 0) await seedMany(denwaban, { ...application, number }, many);
  const { url, simulator } = denwaban;

  if (values.json) {
    const vonage = { apiKey: simulator.apiKey, apiSecret: simulator.apiSecret };
    const facts = { url, simulatorUrl: simulator.url, applicationId: application.id, number };
    console.log(JSON.stringify({ ...facts, mobileApiKey: application.mobileApiKey, users, vonage }));
    return;
  }
  console.log(`The contact center from Vonage’s guide is at ${url}`);
  console.log(`  Application  Demo, answering +${number}`);
  for (const { name, signIn } of users) {
    console.log(`  ${name.padEnd(11)}  signs in as ${signIn.name}, password ${signIn.password || '(set earlier)'}`);
  }
  console.log(`Call it:  npm run call -- --to ${number}`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
