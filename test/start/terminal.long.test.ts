import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkout, cleanUp, passableFolder, startDenwaban } from './denwaban-process.js';

const run = promisify(execFile);

interface Seeded {
  url: string;
  applicationId: string;
  number: string;
  mobileApiKey: string;
  users: { name: string; signIn: { name: string; password: string } }[];
  vonage: { apiKey: string; apiSecret: string };
}
interface Line {
  type: string;
  ms: number;
  [key: string]: unknown;
}

let server: Awaited<ReturnType<typeof startDenwaban>>;
let dataDir: string;

/** What `npm run <script> -- …` prints. */
async function script(name: string, ...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: new URL(server.url).port };
  const { stdout } = await run(process.execPath, [join(checkout, 'scripts/run.mjs'), `scripts/${name}`, ...args], {
    env,
  });
  return stdout.trim();
}

async function seed(): Promise<Seeded> {
  return JSON.parse(await script('seed', '--demo', '--json')) as Seeded;
}

async function call(...args: string[]): Promise<Line[]> {
  const lines = await script('call', '--json', ...args);
  return lines.split('\n').map((line) => JSON.parse(line) as Line);
}

const said = (lines: Line[]) => lines.filter((line) => line.type === 'said').map((line) => line.text);
const rung = (lines: Line[]) => lines.filter((line) => line.type === 'ringing').map((line) => line.user ?? line.number);

beforeAll(async () => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
  dataDir = join(passableFolder(), 'data');
  server = await startDenwaban({ dataDir });
  // Spoken words take their time; a test need not wait for them.
  await server.control('PATCH', '/account', { speech_rate: 100_000 });
});
afterAll(cleanUp);

describe('from a terminal', () => {
  it('sets up the guide’s example, with the same result when repeated', async () => {
    const first = await seed();
    expect(first.number).toMatch(/^447700900\d{3}$/);
    expect(first.vonage.apiKey).toBe(server.simulator.apiKey);
    expect(first.users.map((user) => user.name)).toEqual(['Jane', 'Joe']);
    expect(await seed()).toEqual(first);

    for (const { name, signIn } of first.users) {
      const signed = await server.ask(
        'mutation SignIn($input: SignInInput!) { signIn(input: $input) { userName role } }',
        { input: signIn },
        { slot: signIn.name },
      );
      expect(signed).toEqual({ signIn: { userName: name, role: 'AGENT' } });
    }
  });

  it('calls: Jane rings and answers; Jane calls a number with its plus; a key at the menu rings Joe', async () => {
    const { number } = await seed();
    const inbound = await call('--to', number);
    expect(said(inbound)).toEqual(['Thank you for calling Jane']);
    expect(rung(inbound)).toEqual(['Jane']);
    expect(inbound.find((line) => line.type === 'webhook' && line.door === 'answer')).toMatchObject({ status: 200 });
    expect(inbound.filter((line) => line.type === 'ended')).toHaveLength(1);

    const outbound = await call('--as', 'Jane', '--to', '+44 7700 900456');
    expect(said(outbound)).toEqual(['Please wait while we connect you.']);
    expect(rung(outbound)).toEqual(['447700900456']);

    const ivr = await call('--to', number, '--preset', 'ivr', '--keys', '2');
    expect(said(ivr)).toEqual([
      'Thank you for calling my contact center.',
      'To talk to Jane, please press 1, or, to talk to Joe, press 2.',
      'Please wait while we connect you to Joe',
    ]);
    expect(rung(ivr)).toEqual(['Joe']);

    const { apiKey, apiSecret } = server.simulator;
    const live = await server.ask(
      '{ applications { nodes { livePreset(slot: FROM_OUTSIDE) } } }',
      {},
      { basic: `${apiKey}:${apiSecret}` },
    );
    expect(live).toEqual({ applications: { nodes: [{ livePreset: 'INBOUND' }] } });
  });

  it('says that key and secret are not enough once the owner has a second factor, which a command takes away', async () => {
    await server.connectAccount({ slot: 'owner' });
    const current = server.simulator.apiSecret;
    const begin = 'mutation Begin($current: String!) { beginSecondFactor(current: $current) { secret } }';
    type Begun = { beginSecondFactor: { secret: string } };
    const { secret } = (await server.ask<Begun>(begin, { current }, { slot: 'owner' })).beginSecondFactor;
    const code = new TOTP({ secret }).generate();
    await server.ask('mutation On($code: String!) { enableSecondFactor(code: $code) }', { code }, { slot: 'owner' });

    await expect(seed()).rejects.toMatchObject({ stderr: expect.stringContaining('Create an API key') });
    expect(await script('remove-second-factor', '--owner')).toContain(
      'Owner now signs in without two-step verification',
    );
    await expect(script('remove-second-factor', '--owner')).rejects.toMatchObject({
      stderr: expect.stringContaining('No such person uses two-step verification.'),
    });
    await seed();
    const log = '{ auditLog(filter: { action: "secondFactor.removedAtServer" }) { nodes { actorKind targetName } } }';
    expect(await server.ask(log, {}, { slot: 'owner' })).toEqual({
      auditLog: { nodes: [{ actorKind: 'STRANGER', targetName: 'Owner' }] },
    });
  });

  it('says what to do if no server is running', async () => {
    const elsewhere = { PATH: process.env.PATH, DATA_DIR: passableFolder() };
    const failing = run(process.execPath, [join(checkout, 'dist/scripts/seed.js'), '--demo'], { env: elsewhere });
    await expect(failing).rejects.toMatchObject({ stderr: expect.stringContaining('npm start') });
  });
});
