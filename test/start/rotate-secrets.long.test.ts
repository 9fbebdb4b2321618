import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createSender } from '../helpers/sender.js';
import {
  checkout,
  cleanUp,
  PATIENCE_MS,
  passableFolder,
  readSimulatorFile,
  refusedStart,
  startDenwaban,
} from './denwaban-process.js';

const OLD = 'the-old-secret-of-this-test';
const NEW = 'the-new-secret-of-this-test';

afterAll(cleanUp);

/** Runs the script as npm does. @returns what it said, on either way */
function rotate(dataDir: string, env: Record<string, string>, ...args: string[]): Promise<string> {
  const program = join(checkout, 'dist/scripts/rotate-secrets.js');
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...env }, cwd: checkout };
    execFile(process.execPath, [program, ...args], options, (_, said, complaints) => resolve(`${said}${complaints}`));
  });
}

it(
  'changes APP_SECRET while a server runs; then the old one opens nothing and everything still works',
  async () => {
    const dataDir = join(passableFolder(), 'data');
    const first = await startDenwaban({ dataDir, env: { APP_SECRET: OLD } });
    const application = await (await first.connectAccount()).createApplication();
    await first.pressCtrlC();

    const both = { APP_SECRET: `${NEW},${OLD}` };
    const second = await startDenwaban({ dataDir, env: both });
    expect(await rotate(dataDir, both)).toMatch(
      /Re-encrypted 5 secrets .* 0 already were[\s\S]*You can now remove the older ones/,
    );
    expect(await rotate(dataDir, both)).toMatch(/Re-encrypted 0 secrets .* 5 already were/);
    expect((await token(second.url, application.mobileApiKey)).status).toBe(200);
    await second.pressCtrlC();

    const third = await startDenwaban({ dataDir, env: { APP_SECRET: NEW } });
    expect((await token(third.url, application.mobileApiKey)).status).toBe(200);
    const { apiKey, apiSecret, signatureSecret } = readSimulatorFile(dataDir);
    const basic = { basic: `${apiKey}:${apiSecret}` };
    const query = `{ application(id: "${application.id}") { privateKey } }`;
    expect(await third.ask(query, {}, basic)).toEqual({ application: { privateKey: application.privateKey } });
    const vonage = createSender({ url: third.url, apiKey, signatureSecret, vonageId: application.vonageId });
    const facts = { from: '447700900001', to: '447700900123', uuid: 'a', conversation_uuid: 'CON-a' };
    expect((await vonage.post(new URL(application.answerUrl).pathname, facts)).status).toBe(200);
    await third.pressCtrlC();

    const refused = await refusedStart({ dataDir, env: { APP_SECRET: OLD } });
    expect(refused.code).toBe(1);
    expect(refused.said.split('\n').filter((line) => line.includes('APP_SECRET'))).toEqual([
      expect.stringMatching(
        /^APP_SECRET is not the one that sealed the data: 5 secrets in the database cannot be opened\./,
      ),
    ]);
    expect(refused.said).not.toMatch(/ at .*\.js/);
  },
  PATIENCE_MS,
);

it(
  'makes a new secret in DATA_DIR while the server is stopped, and never while it runs',
  async () => {
    const dataDir = join(passableFolder(), 'data');
    const file = join(dataDir, 'app-secret');
    const first = await startDenwaban({ dataDir });
    const application = await (await first.connectAccount()).createApplication();
    const before = readFileSync(file, 'utf8');
    expect(await rotate(dataDir, {}, '--new')).toMatch(/The server is running\. Stop it/);
    expect(readFileSync(file, 'utf8')).toBe(before);
    await first.pressCtrlC();

    expect(await rotate(dataDir, {}, '--new')).toMatch(
      /Re-encrypted 5 secrets[\s\S]*The older application secrets were deleted\./,
    );
    expect(readFileSync(file, 'utf8')).not.toContain(before.trim());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const second = await startDenwaban({ dataDir });
    expect((await token(second.url, application.mobileApiKey)).status).toBe(200);
  },
  PATIENCE_MS,
);

async function token(url: string, mobileApiKey: string): Promise<Response> {
  const body = JSON.stringify({ mobile_api_key: mobileApiKey, user_name: 'Jane' });
  return fetch(`${url}/api/jwt`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}
