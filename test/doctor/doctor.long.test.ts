import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCleanUp } from '../../scripts/doctor/clean-up.js';
import type { Person } from '../../scripts/doctor/doctor.js';
import { READINGS } from '../../scripts/doctor/readings.js';
import { MANNER_NAMES, MANNERS, type Manners, mannersWith } from '../../server/simulator/control/manners.js';
import { consult, failuresOf, readingsOf } from '../helpers/doctor.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

/** What only a browser shows. `manners.long` runs the doctor whole, in one, under each manner. */
const IN_BROWSER = new Set(['stale_session']);

const absent: Person = { isThere: false, tell() {}, confirm: async () => null };

/** Those that a run without a browser finds out. */
const seenOf = (manners: Manners) =>
  Object.fromEntries(Object.entries(manners).filter(([name]) => !IN_BROWSER.has(name)));

const EVERYTHING =
  '{ applications(first: 50) { nodes { name fromOutside: livePreset(slot: FROM_OUTSIDE) } } numbers(first: 50) { nodes { msisdn application { name } } } }';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ manners: mannersWith() });
  const application = await (await app.connectAccount()).createApplication('Office', 'eu-west');
  await application.rentNumber();
  await application.addJaneAndJoe();
});
beforeEach(() => app.control('DELETE', '/manners'));
afterAll(() => app?.close());

describe('the doctor, on the simulator as it usually is', () => {
  it('passes every step, and leaves all as it was', async () => {
    const before = await app.ask(EVERYTHING);
    const folder = await mkdtemp(join(tmpdir(), 'denwaban-doctor-'));
    const results = await consult(app, { folder });

    expect(failuresOf(results)).toEqual([]);
    expect(results.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['prepare', 'account', 'menu', 'agentCall', 'hold', 'room', 'ringAgent', 'cleanUp']),
    );
    expect(readingsOf(results)).toMatchObject(seenOf(mannersWith()));
    expect(await app.ask(EVERYTHING)).toEqual(before);
    const { phones } = (await app.control('GET', '/phones')) as { phones: unknown[] };
    expect(phones).toEqual([]);

    const files = await readdir(folder);
    expect(files.length).toBeGreaterThan(20);
    const kept = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const number = JSON.stringify(results).match(/"number":"(\d+)"/)![1]!;
    expect(kept.filter((text) => text.includes(number))).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

describe('a run that does not go well', () => {
  it('rents nothing unless someone agrees, and says what it would cost', async () => {
    const { balance } = (await app.control('GET', '/account')) as { balance: number };
    const results = await consult(app, { only: [3], person: absent });

    const findings = results.flatMap(({ findings }) => findings);
    expect(findings.find(({ key }) => key === 'own.notRented')?.params).toMatchObject({ monthly: '1.25' });
    expect(results.find(({ name }) => name === 'menu')).toMatchObject({ state: 'skipped' });
    expect(await app.control('GET', '/account')).toMatchObject({ balance });
  });

  it('takes everything away again when it is interrupted in the middle of a call', async () => {
    const before = await app.ask(EVERYTHING);
    const interrupted = new AbortController();
    const results = await consult(app, {
      only: [3],
      signal: interrupted.signal,
      tell: (_, finding) => void (finding?.key === 'menu.answerWebhook' && interrupted.abort()),
    });

    expect(failuresOf(results)).toEqual(['menu: run.interrupted {}']);
    expect(results.at(-1)).toMatchObject({ name: 'cleanUp', state: 'pass' });
    expect(await app.ask(EVERYTHING)).toEqual(before);
  });

  it('says what it could not take away, and takes it away the next time', async () => {
    await app.fault({ path: '/v2/applications/', method: 'DELETE', status: 403, times: 1 });
    const results = await consult(app, { only: [1] });
    expect(failuresOf(results)).toEqual([expect.stringMatching(/^cleanUp: own.left .*Denwaban doctor/)]);

    const again = await consult(app, { only: [1] });
    expect(again[0]?.findings.map(({ key }) => key)).toContain('own.leftover');
    expect(failuresOf(again)).toEqual([]);
  });

  it('cancels a number that a killed run had rented', async () => {
    const before = await app.ask(EVERYTHING);
    // What such a run leaves: the number in its application, and the note of it.
    const lost = createCleanUp();
    await consult(app, { only: [7], cleanUp: { add: lost.add, run: async () => [] } });
    expect(await app.ask(EVERYTHING)).not.toEqual(before);

    const results = await consult(app, { only: [7], yes: false, person: absent });
    expect(failuresOf(results)).toEqual([]);
    expect(results[0]?.findings.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['own.leftover', 'own.spareNumber']),
    );
    expect(await app.ask(EVERYTHING)).toEqual(before);
    await lost.run();
  });

  it('finds out that the region at Vonage is another one than here', async () => {
    const { apiKey, apiSecret } = app.simulator.credentials;
    const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
    const person: Person = {
      isThere: true,
      tell() {},
      // Asked for once the application is there.
      async confirm() {
        const own = [...app.simulator.cloud.applications.values()].find(({ name }) => name === 'Denwaban doctor')!;
        const url = `${app.simulator.url}/v2/applications/${own.id}`;
        const there = (await (await fetch(url, { headers: { authorization } })).json()) as {
          capabilities: { voice: object };
        };
        const voice = { ...there.capabilities.voice, region: 'na-east' };
        const headers = { authorization, 'content-type': 'application/json' };
        const body = JSON.stringify({ ...there, capabilities: { voice } });
        expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(200);
        return true;
      },
    };
    const seen = new AbortController();
    const results = await consult(app, {
      only: [3],
      person,
      signal: seen.signal,
      tell: (_, finding) => void (finding?.key === 'menu.otherRegion' && seen.abort()),
    });
    expect(failuresOf(results)).toContainEqual(expect.stringMatching(/^menu: menu.otherRegion .*na-east/));
  });

  it('finds out that the signature secret is wrong, since no webhook arrives', async () => {
    const set = 'mutation ($secret: String!) { setSignatureSecret(signatureSecret: $secret) { id } }';
    await app.ask(set, { secret: 'a-wrong-signature-secret' });
    const results = await consult(app, { only: [3], patience: 2_000, personPatience: 2_000 });
    expect(failuresOf(results)).toEqual([
      expect.stringMatching(/^menu: setUp.signatures.secret/),
      expect.stringMatching(/^menu: call.noWebhook/),
    ]);
    await app.ask(set, { secret: app.simulator.credentials.signatureSecret });
  });
});

describe('the manners of Vonage', () => {
  it('all have a meaning for the server', () => {
    const readings: Record<string, Record<string, string>> = READINGS;
    const unknown = MANNER_NAMES.flatMap((name) =>
      MANNERS[name].filter((value: string) => !readings[name]?.[value]).map((value) => `${name}.${value}`),
    );
    expect(unknown).toEqual([]);
  });
});
