import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { buildSimulator } from '../server/simulator/build.js';
import { createSoftPhone } from './soft-phone.js';

/**
 * Measures what sound costs the simulator: `node scripts/run.mjs scripts/bench-media [calls…] [--seconds n]` sets up
 * two-party calls between handsets with WebRTC peers in other processes, which talk and listen, and prints processor
 * time and memory of this process per number of calls (1, 10 and 50 by default).
 */
const PHONES_PER_PROCESS = 20;
const USUAL_SECONDS = 15;
const USUAL_CALLS = [1, 10, 50];

interface FarEnd {
  /** The simulator's address. */
  url: string;
  /** Token for its handsets. */
  token: string;
  phones: string[];
}
interface Report {
  packets: number;
  loud: number;
}

if (process.send) await farEnds();
else await bench();

/** Runs in its own process: the sound of some handsets. On `report`, it sends what arrived since the last time. */
async function farEnds(): Promise<void> {
  const { url, token, phones } = JSON.parse(process.argv[2]!) as FarEnd;
  const softPhones = await Promise.all(phones.map((id) => openSoftPhone(url, token, id)));
  let before: Report = { packets: 0, loud: 0 };
  process.on('message', () => {
    const now = softPhones.reduce(
      (sum, { heard }) => ({ packets: sum.packets + heard.packets, loud: sum.loud + heard.loud }),
      { packets: 0, loud: 0 },
    );
    process.send?.({ packets: now.packets - before.packets, loud: now.loud - before.loud });
    before = now;
  });
  process.send?.('ready');
}

async function openSoftPhone(url: string, token: string, id: string) {
  const phone = createSoftPhone();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/simulator/phones/${id}/socket`, ['denwaban', token]);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const answer = new Promise<string>((resolve) => {
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString()) as { type: string; sdp: string };
      if (message.type === 'answer') resolve(message.sdp);
    });
  });
  socket.send(JSON.stringify({ type: 'offer', sdp: await phone.offer() }));
  await phone.accept(await answer);
  while (!phone.connected()) await sleep(20);
  return phone;
}

async function bench(): Promise<void> {
  const args = process.argv.slice(2);
  const flag = args.indexOf('--seconds');
  const seconds = flag < 0 ? USUAL_SECONDS : Number(args.splice(flag, 2)[1]);
  const wanted = args.length > 0 ? args.map(Number) : USUAL_CALLS;
  process.stdout.write(
    'calls  cpu % of a core  per call  memory MB  set-up CPU ms/leg  packets/s/leg  loud %  tick late p99 ms\n',
  );
  for (const calls of wanted) await measure(calls, seconds);
}

async function measure(calls: number, seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'denwaban-bench-'));
  const log = pino({ level: 'silent' });
  const simulator = await buildSimulator({ dataDir, log, callsPerSecond: 10_000, requestsPerSecond: 10_000 });
  const url = await simulator.app.listen({ port: 0, host: '127.0.0.1' });
  const token = simulator.credentials.handsetToken;
  const callers = Array.from({ length: calls }, (_, at) => `4477009${String(10_000 + at)}`);
  const callees = Array.from({ length: calls }, (_, at) => `4477009${String(20_000 + at)}`);

  async function control(path: string, body: object): Promise<void> {
    const reply = await fetch(`${url}/simulator/phones${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  }

  for (const number of [...callers, ...callees]) await control('', { number });
  const beforeSetUp = process.cpuUsage();
  const farEnds: ChildProcess[] = [];
  const numbers = [...callers, ...callees];
  for (let at = 0; at < numbers.length; at += PHONES_PER_PROCESS) {
    farEnds.push(await startFarEnds({ url, token, phones: numbers.slice(at, at + PHONES_PER_PROCESS) }));
  }
  const setUp = process.cpuUsage(beforeSetUp);
  for (const [at, number] of callers.entries()) {
    await control(`/${number}/dial`, { to: callees[at] });
    await control(`/${callees[at]}/answer`, {});
  }
  await sleep(2000);
  await Promise.all(farEnds.map(report));

  const late = watchLateness();
  const begun = performance.now();
  const cpu = process.cpuUsage();
  await sleep(seconds * 1000);
  const used = process.cpuUsage(cpu);
  const elapsed = (performance.now() - begun) / 1000;
  const heard = await Promise.all(farEnds.map(report));
  const packets = heard.reduce((sum, one) => sum + one.packets, 0);
  const loud = heard.reduce((sum, one) => sum + one.loud, 0);
  const percent = (used.user + used.system) / 1e4 / elapsed;
  const cells = [
    calls,
    percent.toFixed(1),
    (percent / calls).toFixed(2),
    (process.memoryUsage.rss() / 2 ** 20).toFixed(0),
    ((setUp.user + setUp.system) / 1000 / numbers.length).toFixed(1),
    (packets / elapsed / numbers.length).toFixed(1),
    ((100 * loud) / Math.max(1, packets)).toFixed(1),
    late().toFixed(1),
  ];
  process.stdout.write(`${cells.join('\t')}\n`);
  for (const process of farEnds) process.kill();
  await simulator.close();
  await rm(dataDir, { recursive: true, force: true });
}

function startFarEnds(what: FarEnd): Promise<ChildProcess> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(what)]);
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`The far ends ended with ${code}.`)));
  });
}

function report(child: ChildProcess): Promise<Report> {
  child.send('report');
  return new Promise((resolve) => child.once('message', (message) => resolve(message as Report)));
}

/**
 * Measures the delay of a 20 ms timer in this process. @returns a function that ends it and returns the 99th percentile
 */
function watchLateness(): () => number {
  const late: number[] = [];
  let next = performance.now() + 20;
  const ticker = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - next));
    next = now + 20;
  }, 20);
  return () => {
    clearInterval(ticker);
    late.sort((a, b) => a - b);
    return late[Math.floor(late.length * 0.99)] ?? 0;
  };
}
