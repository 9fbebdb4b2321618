import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApplication } from './bench/application.js';
import { count, counted, paced, percentile, post, type Statuses } from './bench/load.js';
import { readOption } from './bench/read-option.js';
import { startServer } from './bench/server.js';
import { callersComeIn, noAnswers } from './bench/webhooks.js';

/**
 * Measures whether callers notice password guessing: `node scripts/run.mjs scripts/bench-guessing [--seconds n]
 * [--rounds n]` starts its own server, sends it 100 signed answer webhooks a second, and compares response times
 * without guessing, with guessing from one address, and with guessing from ever new addresses, which no lock stops: 50
 * passwords and 50 mobile keys a second. The three alternate in one run; the server's event loop delay is measured too.
 */
const WEBHOOKS_PER_SECOND = 100;
const GUESSES_PER_SECOND = 50;
const WARM_UP_SECONDS = 3;
const KINDS = ['no guessing', 'from one address', 'from many addresses'] as const;
type Kind = (typeof KINDS)[number];

const seconds = readOption('--seconds', 10);
const rounds = readOption('--rounds', 3);

const server = await startServer({ TRUST_PROXY: '1' });
try {
  await measure();
} finally {
  await server.close();
}

async function measure(): Promise<void> {
  const { url, simulator } = server;
  const { answerUrl, vonageId } = await createApplication(url, simulator);
  const callers = (duration: number, answers = noAnswers()) =>
    callersComeIn({ simulator, vonageId }, answerUrl, { perSecond: WEBHOOKS_PER_SECOND, duration }, answers);
  const runs = new Map(KINDS.map((kind) => [kind, { answers: noAnswers(), guesses: {} as Statuses }]));
  await callers(WARM_UP_SECONDS);

  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, { answers, guesses }] of runs) {
      const stop = new AbortController();
      const guessing = kind === 'no guessing' ? null : guess(url, kind, guesses, stop.signal);
      await callers(seconds, answers);
      stop.abort();
      await guessing;
      await sleep(1_000);
    }
  }

  const quiet = percentile(runs.get('no guessing')!.answers.took, 99);
  process.stdout.write('guessing             webhooks  p50 ms  p99 ms  p99 ratio  answers          guesses answered\n');
  for (const [kind, { answers, guesses }] of runs) {
    const p99 = percentile(answers.took, 99);
    const columns = [
      kind.padEnd(20),
      String(answers.took.length).padStart(8),
      percentile(answers.took, 50).toFixed(1).padStart(7),
      p99.toFixed(1).padStart(7),
      (p99 / quiet).toFixed(2).padStart(10),
      ` ${counted(answers.statuses).padEnd(16)}`,
      counted(guesses),
    ];
    process.stdout.write(`${columns.join(' ')}\n`);
  }
}

/** Guesses until it is told to stop. */
async function guess(url: string, kind: Kind, statuses: Statuses, stop: AbortSignal): Promise<void> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }';
  let address = 0;
  const from = () => {
    if (kind === 'from many addresses') address += 1;
    return { 'x-forwarded-for': `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}` };
  };
  await paced({ perSecond: GUESSES_PER_SECOND, stop }, async () => {
    const input = { name: `person-${Math.floor(Math.random() * 20)}`, password: randomUUID() };
    const signIn = post(`${url}/graphql`, { query, variables: { input } }, from());
    const token = post(`${url}/api/jwt`, { mobile_api_key: randomUUID(), user_name: 'Jane' }, from());
    for (const { status } of await Promise.all([signIn, token])) count(statuses, status);
  });
}
