import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { readPhoneNumber } from '../shared/phone-number.js';
import { connectDenwaban, type Denwaban } from './denwaban-client.js';
import { type FeedEvent, followCall, sentence } from './follow-call.js';

const USAGE = `npm run call -- --to <number> [options]: a telephone in the terminal, on the simulator
  --to <number>      whom to call, in any usual spelling
  --from <number>    the caller's number (447700900999)
  --shown-as <text>  what networks show in its place: anonymous, Unknown
  --as <user>        an agent places the call instead: Jane
  --keys <digits>    keys to press when asked; several answers with commas: 9,1
  --preset <preset>  inbound, ivr, outbound or custom: makes it live for this call
  --no-answer        called handsets just ring
  --json             one event a line`;

/** Milliseconds until a called handset answers automatically, and until it hangs up. */
const ANSWERS_AFTER = 800;
const HANGS_UP_AFTER = 2000;

interface Phone {
  id: string;
  number: string | null;
  user: string | null;
}

interface Application {
  id: string;
  vonageId: string;
  numbers: { msisdn: string }[];
  fromOutside: string;
  fromAgent: string;
}

const APPLICATIONS = /* GraphQL */ `
  query Applications {
    applications(first: 100) {
      nodes {
        id vonageId numbers { msisdn }
        fromOutside: livePreset(slot: FROM_OUTSIDE)
        fromAgent: livePreset(slot: FROM_AGENT)
      }
    }
  }
`;
const USERS = /* GraphQL */ `
  query Users($applicationId: ID!) {
    users(applicationId: $applicationId, first: 100) { nodes { name } }
  }
`;
const SET_LIVE = /* GraphQL */ `
  mutation SetLive($applicationId: ID!, $slot: PresetSlot!, $kind: PresetKind!) {
    setLivePreset(applicationId: $applicationId, slot: $slot, kind: $kind) { id }
  }
`;

/** Handsets that answer: created by this script and removed afterwards. Existing handsets are left alone. */
async function placeHandsets(denwaban: Denwaban, wanted: object[], answer: boolean): Promise<string[]> {
  const standing = await denwaban.control<{ phones: Phone[] }>('GET', '/phones');
  const made: string[] = [];
  for (const body of wanted) {
    const phone = await denwaban.control<Phone>('POST', '/phones', body);
    if (standing.phones.some((one) => one.id === phone.id)) continue;
    made.push(phone.id);
    if (answer) {
      const itself = { auto_answer_ms: ANSWERS_AFTER, auto_hangup_ms: HANGS_UP_AFTER };
      await denwaban.control('PATCH', `/phones/${encodeURIComponent(phone.id)}`, itself);
    }
  }
  return made;
}

/** The application that answers a number; for an agent's call, or any other number, the first. */
async function findApplication(denwaban: Denwaban, number: string | null): Promise<Application> {
  const { applications } = await denwaban.graphql<{ applications: { nodes: Application[] } }>(APPLICATIONS);
  const answering = applications.nodes.find((one) => one.numbers.some(({ msisdn }) => msisdn === number));
  const application = answering ?? applications.nodes[0];
  if (!application) throw new Error('There is no application yet. Make one with npm run seed -- --demo.');
  return application;
}

/** Makes a preset live and returns a function that restores the previous one. */
async function makeLive(
  denwaban: Denwaban,
  application: Application,
  preset: string,
  byAgent: boolean,
): Promise<() => Promise<void>> {
  const kind = preset.toUpperCase();
  const slot = byAgent ? 'FROM_AGENT' : 'FROM_OUTSIDE';
  const before = slot === 'FROM_AGENT' ? application.fromAgent : application.fromOutside;
  const set = async (live: string) => {
    await denwaban.graphql(SET_LIVE, { applicationId: application.id, slot, kind: live });
  };
  await set(kind);
  return () => set(before);
}

/** Everything that the simulated network reports from now on. `lost` settles if the simulator disconnects. */
async function openFeed(denwaban: Denwaban, listener: (event: FeedEvent) => void) {
  const socket = new WebSocket(`${denwaban.simulator.url.replace(/^http/, 'ws')}/simulator/feed`, {
    headers: { authorization: `Bearer ${denwaban.simulator.controlToken}` },
  });
  socket.on('message', (data) => listener(JSON.parse(data.toString()) as FeedEvent));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const lost = new Promise<never>((_, reject) => {
    socket.once('close', () => reject(new Error('The simulator has gone away in the middle of the call.')));
  });
  lost.catch(() => {});
  return { lost, close: () => socket.close() };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      from: { type: 'string', default: '447700900999' },
      'shown-as': { type: 'string' },
      as: { type: 'string' },
      keys: { type: 'string', default: '' },
      preset: { type: 'string' },
      'no-answer': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const dialled = values.to;
  if (!dialled) {
    console.log(USAGE);
    return;
  }
  const to = readPhoneNumber(dialled);
  if (!to) throw new Error(`"${dialled}" is not a phone number with its country code.`);
  const denwaban = await connectDenwaban();
  const application = await findApplication(denwaban, values.as ? null : to);
  const users = await denwaban.graphql<{ users: { nodes: { name: string }[] } }>(USERS, {
    applicationId: application.id,
  });

  const handset = (user: string) => ({ user, application_id: application.vonageId });
  const own = values.as ? handset(values.as) : { number: values.from };
  const others: object[] = users.users.nodes
    .filter((user) => user.name !== values.as)
    .map((user) => handset(user.name));
  if (values.as) others.push({ number: to });

  const cleanUp: (() => unknown)[] = [];
  try {
    if (values.preset) cleanUp.push(await makeLive(denwaban, application, values.preset, Boolean(values.as)));
    const made = [
      ...(await placeHandsets(denwaban, [own], false)),
      ...(await placeHandsets(denwaban, others, !values['no-answer'])),
    ];
    const remove = (id: string) => denwaban.control('DELETE', `/phones/${encodeURIComponent(id)}`);
    cleanUp.unshift(() => Promise.all(made.map(remove)));

    const caller = await denwaban.control<Phone>('POST', '/phones', own);
    const path = `/phones/${encodeURIComponent(caller.id)}`;
    const call = followCall(caller.id, (line) => console.log(values.json ? JSON.stringify(line) : sentence(line)));
    const feed = await openFeed(denwaban, call.take);
    cleanUp.unshift(feed.close);

    const from = values['shown-as'];
    const answers = values.keys.split(',').filter(Boolean);
    call.whenAsked(() => {
      const digits = answers.shift();
      if (digits) void denwaban.control('POST', `${path}/keys`, { digits }).catch(tellAndFail);
    });
    await denwaban.control('POST', `${path}/dial`, values.as ? { context: { to: dialled } } : { to, from });
    await Promise.race([call.over, feed.lost]);
    await lastEvents();
  } finally {
    for (const step of cleanUp) await step();
  }
}

/** The other party's last events arrive a moment after the caller's leg has ended. */
function lastEvents(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500));
}

function tellAndFail(error: Error): void {
  console.error(error.message);
  process.exitCode = 1;
}

main().catch(tellAndFail);
