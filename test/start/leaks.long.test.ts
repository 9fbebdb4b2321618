import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jwt from 'jsonwebtoken';
import postgres from 'postgres';
import { afterAll, expect, it } from 'vitest';
import { runningDatabase } from '../../server/db/embedded.js';
import { dumpDatabase, findLeaks, readFiles } from '../helpers/find-leaks.js';
import { createSender } from '../helpers/sender.js';
import { checkout, cleanUp, databaseFolder, PATIENCE_MS, passableFolder, startDenwaban } from './denwaban-process.js';

const PASSWORD = 'correct horse/battery+staple';
const WRONG = 'an-almost-correct-horse';

/** Where a secret may lie in the clear: the server's own, the scripts' and the simulator's; the last one opens the cluster. */
const MAY = ['app-secret', 'demo-sign-ins.json', 'simulator', 'simulator.json', 'postgres/password'];

afterAll(cleanUp);

it(
  'leaves no secret in the clear: not in the database, not in the log at its most talkative, not in a file',
  async () => {
    const dataDir = join(passableFolder(), 'data');
    const server = await startDenwaban({ dataDir, env: { LOG_LEVEL: 'trace' } });
    const { url, simulator, ask, graphql } = server;
    const secrets: Record<string, string> = {
      'the API secret': simulator.apiSecret,
      'the signature secret': simulator.signatureSecret,
      'key and secret': Buffer.from(`${simulator.apiKey}:${simulator.apiSecret}`).toString('base64'),
      'the application secret': readFileSync(join(dataDir, 'app-secret'), 'utf8').trim(),
      'a password': PASSWORD,
      'a wrong password': WRONG,
    };
    const basic = `${simulator.apiKey}:${simulator.apiSecret}`;

    // The owner sets up, and hands out keys of every kind.
    const demo = await (await server.connectAccount()).createApplication();
    secrets['the private key'] = demo.privateKey;
    secrets['a line of the private key'] = demo.privateKey.split('\n')[3]!;
    secrets['the mobile key'] = demo.mobileApiKey;
    const { msisdn } = await demo.rentNumber();
    await demo.addUser('Jane');
    const jane = await demo.signInAgent('Jane', 'jane');
    secrets["Jane's password"] = jane.password;
    const rotate = `mutation { rotateMobileApiKey(applicationId: "${demo.id}") { mobileApiKey } }`;
    const { rotateMobileApiKey } = await ask<{ rotateMobileApiKey: { mobileApiKey: string } }>(rotate);
    secrets['the new mobile key'] = rotateMobileApiKey.mobileApiKey;
    const pair = `mutation { rotateKeyPair(applicationId: "${demo.id}") { privateKey } }`;
    const rotated = await graphql<{ rotateKeyPair: { privateKey: string } }>(pair);
    expect(rotated.errors).toEqual([]);
    secrets['the new private key'] = rotated.data!.rotateKeyPair.privateKey;
    const issue = `mutation { createAgentToken(applicationId: "${demo.id}", userName: "Jane") { jwt } }`;
    secrets["an agent's token"] = (await ask<{ createAgentToken: { jwt: string } }>(issue)).createAgentToken.jwt;
    const create = 'mutation { createApiKey(input: { name: "CRM", scopes: [CALLS_READ] }) { key } }';
    secrets['an API key'] = (await ask<{ createApiKey: { key: string } }>(create)).createApiKey.key;
    const invite = 'mutation { inviteMember(input: { name: "sue", displayName: "Sue", role: SUPERVISOR }) { link } }';
    const { link } = (await ask<{ inviteMember: { link: string } }>(invite)).inviteMember;
    secrets["an invitation's token"] = link.split('#')[1]!;
    const join_ = 'mutation Join($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }';
    await ask(join_, { input: { token: link.split('#')[1], password: PASSWORD } }, { slot: 'sue' });
    await ask('mutation S($s: String!) { setSignatureSecret(signatureSecret: $s) { id } }', {
      s: simulator.signatureSecret,
    });

    // Everyone signs in, with correct and with wrong credentials.
    const signIn = 'mutation In($input: SignInInput!) { signIn(input: $input) { id } }';
    await ask(signIn, { input: { name: 'sue', password: PASSWORD } }, { slot: 'sue2' });
    await graphql(signIn, { input: { name: 'sue', password: WRONG } }, { slot: 'nobody' });
    await graphql(signIn, { input: { name: WRONG, password: WRONG } }, { slot: 'nobody' });
    for (const slot of ['a', 'jane', 'sue', 'sue2'])
      secrets[`the session ${slot}`] = server.cookie(slot)!.split('=')[1]!;
    await ask('{ viewer { name } }', {}, { basic });
    await graphql('{ viewer { name } }', {}, { basic: `${simulator.apiKey}:${WRONG}` });
    const bearer = { authorization: `Bearer ${secrets['an API key']}`, 'content-type': 'application/json' };
    await fetch(`${url}/graphql`, { method: 'POST', headers: bearer, body: '{"query":"{ viewer { name } }"}' });
    for (const key of [secrets['the new mobile key']!, demo.mobileApiKey, WRONG]) {
      const body = new URLSearchParams({ mobile_api_key: key, user_name: 'Joe' });
      const reply = (await (await fetch(`${url}/api/jwt`, { method: 'POST', body })).json()) as { jwt?: string };
      if (reply.jwt) secrets[`Joe's token by ${key}`] = reply.jwt;
    }
    await fetch(`${url}/api/jwt?mobile_api_key=${demo.mobileApiKey}`);

    // Calls, by signed webhooks; a token that is refused, an address with a secret in it.
    const { apiKey, signatureSecret } = simulator;
    const vonage = createSender({ url, apiKey, signatureSecret, vonageId: demo.vonageId });
    const facts = { from: '447700900001', to: msisdn, uuid: 'leg', conversation_uuid: 'CON-leg', direction: 'inbound' };
    expect((await vonage.post(`/webhooks/${demo.id}/answer`, facts)).status).toBe(200);
    for (const status of ['started', 'ringing', 'answered', 'completed']) {
      const timestamp = new Date().toISOString();
      expect((await vonage.post(`/webhooks/${demo.id}/event`, { ...facts, status, timestamp })).status).toBe(200);
    }
    const forged = jwt.sign({ application_id: demo.vonageId }, WRONG);
    expect((await vonage.post(`/webhooks/${demo.id}/event`, facts, forged)).status).toBe(401);
    // What goes wrong is logged with its error.
    await vonage.post(`/webhooks/${demo.id}/event`, { ...facts, custom_data: { password: 'x' }, what: 'ever' });
    await vonage.post(`/webhooks/${demo.id}/answer?api_secret=${WRONG}`, `{"password":"${WRONG}"`);
    await fetch(`${url}/webhooks/nowhere/answer?sig=${WRONG}`, { headers: { authorization: `Bearer ${forged}` } });
    const env = { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: new URL(url).port };
    const script = (name: string, ...args: string[]) =>
      promisify(execFile)(process.execPath, [join(checkout, `dist/scripts/${name}.js`), ...args], { env });
    await script('seed', '--demo');
    await script('rotate-secrets');

    // Now everything is turned over. The cluster's own files have what was written and deleted since, too.
    const database = await runningDatabase(dataDir, { info: () => {} });
    const sql = postgres(database!, { max: 2, onnotice: () => {} });
    await sql`checkpoint`;
    const tables = await dumpDatabase(sql);
    await sql.end();
    expect(tables.find(({ name }) => name.endsWith('events'))!.bytes.length).toBeGreaterThan(1000);
    const files = readFiles(dataDir, MAY);
    const cluster = readFiles(databaseFolder(dataDir), ['password']);
    const log = { name: 'the log', bytes: Buffer.from(server.output()) };
    expect(server.output()).toMatch(/unknown kind[\s\S]*could not be answered/);
    expect(cluster.length).toBeGreaterThan(100);
    expect(findLeaks([...tables, ...files, ...cluster, log], secrets)).toEqual([]);

    // What may lie there is for its owner's eyes only; and the search does find what is there to be found.
    for (const file of ['app-secret', 'demo-sign-ins.json', 'simulator.json']) {
      expect([file, statSync(join(dataDir, file)).mode & 0o777]).toEqual([file, 0o600]);
    }
    expect(statSync(join(dataDir, 'simulator')).mode & 0o077).toBe(0);
    expect(findLeaks(readFiles(dataDir, ['postgres']), secrets).map(({ secret }) => secret)).toEqual(
      expect.arrayContaining(['the API secret', 'the signature secret', 'the application secret']),
    );
  },
  PATIENCE_MS,
);
