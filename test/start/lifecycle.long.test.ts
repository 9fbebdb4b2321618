import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { waitFor } from '../helpers/wait-for.js';
import {
  checkout,
  cleanUp,
  databasePid,
  environmentOf,
  isAlive,
  PATIENCE_MS,
  passableFolder,
  readSimulatorFile,
  secondsOfWork,
  startDenwaban,
} from './denwaban-process.js';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const VIEWER = '{ viewer { id } }';

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
});
afterAll(cleanUp);

let dataDir: string;
beforeEach(() => {
  // Characters that are special for shells.
  dataDir = join(passableFolder(), 'the $HOME "of" 電話番');
});

describe('a server with nothing set', () => {
  it('prints its URL, but no secret if the output may be stored, answers there, and leaves nothing running', async () => {
    const server = await startDenwaban({ dataDir });
    expect(server.output()).toContain(server.url);
    expect(server.output()).not.toContain(server.simulator.apiSecret);
    expect(server.output()).toContain(server.simulator.url);
    expect(server.output().trim().split('\n').length).toBeLessThanOrEqual(7);
    expect(await server.ready()).toMatchObject({ status: 'ready', database: 'ok' });

    const database = databasePid(dataDir)!;
    expect(isAlive(database)).toBe(true);
    expect(await server.pressCtrlC()).toBe(0);
    await waitFor(() => !isAlive(database));
    expect(databasePid(dataDir)).toBe(null);
    expect(isAlive(server.simulator.pid)).toBe(false);
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it('passes none of its secrets to child processes', async () => {
    const secrets = {
      APP_SECRET: 'hush-hush-hush-hush',
      VONAGE_SIGNATURE_SECRET: 'hush',
      MOBILE_API_KEY: 'hush',
      PGPASSWORD: 'hush',
    };
    const server = await startDenwaban({ dataDir, env: secrets });
    const environments = [databasePid(dataDir)!, server.simulator.pid].map(environmentOf);
    expect(environments[0]).toContain('LC_ALL=C');
    expect(environments[1]).toContain(`DATA_DIR=${dataDir}`);
    expect(environments.join()).not.toContain('hush');
    expect(await server.pressCtrlC()).toBe(0);
  });

  it('keeps all data at the second start, which takes less than three seconds of processor time', async () => {
    const first = await startDenwaban({ dataDir });
    const { memberId, createApplication } = await first.connectAccount();
    const { id } = await createApplication('Kept');
    const cookie = first.cookie('a')!;
    expect(await first.terminate()).toBe(0);
    expect(isAlive(first.simulator.pid)).toBe(false);

    const second = await startDenwaban({ dataDir });
    expect(secondsOfWork(second.pid) + secondsOfWork(second.simulator.pid)).toBeLessThan(3);
    expect(second.simulator.apiSecret).toBe(first.simulator.apiSecret);
    const found = await second.ask('{ viewer { id } applications { nodes { id name } } }', {}, { cookie });
    expect(found).toEqual({ viewer: { id: memberId }, applications: { nodes: [{ id, name: 'Kept' }] } });
    await second.pressCtrlC();
  });

  it('takes over the database and the simulator of a killed server', async () => {
    const killed = await startDenwaban({ dataDir });
    const { memberId } = await killed.connectAccount();
    const cookie = killed.cookie('a')!;
    const database = databasePid(dataDir)!;
    await killed.kill9();
    expect(isAlive(database)).toBe(true);

    const next = await startDenwaban({ dataDir });
    expect(databasePid(dataDir)).toBe(database);
    expect(next.simulator.pid).toBe(killed.simulator.pid);
    expect(await next.ask(VIEWER, {}, { cookie })).toEqual({ viewer: { id: memberId } });
    await next.pressCtrlC();
    expect(isAlive(database)).toBe(false);
    expect(isAlive(next.simulator.pid)).toBe(false);
  });

  it('starts again after everything was killed', async () => {
    const killed = await startDenwaban({ dataDir });
    const { memberId } = await killed.connectAccount();
    const cookie = killed.cookie('a')!;
    process.kill(databasePid(dataDir)!, 'SIGKILL');
    process.kill(killed.simulator.pid, 'SIGKILL');
    await killed.kill9();

    const next = await startDenwaban({ dataDir });
    expect(await next.ask(VIEWER, {}, { cookie })).toEqual({ viewer: { id: memberId } });
    await next.pressCtrlC();
  });

  it('still answers running requests on SIGTERM', async () => {
    const server = await startDenwaban({ dataDir });
    const { createApplication } = await server.connectAccount();
    await server.control('POST', '/faults', { path: '/v2/applications', delay_ms: 700 });
    const slow = createApplication('Last');
    // A fault is forgotten when it has met its request.
    await waitFor(
      async () => ((await server.control('GET', '/faults')) as { faults: unknown[] }).faults.length === 0,
      PATIENCE_MS,
    );
    const code = server.terminate();
    expect(await slow).toMatchObject({ name: 'Last' });
    expect(await code).toBe(0);
  });

  it('ends without waiting for browsers that keep a socket open', async () => {
    const server = await startDenwaban({ dataDir });
    await server.connectAccount();
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { cookie: server.cookie('a')!, origin: server.url },
    });
    await once(socket, 'open');
    const closed = once(socket, 'close');
    expect(await server.pressCtrlC()).toBe(0);
    const [code] = await closed;
    expect(code, 'torn off instead of closed').not.toBe(1006);
  });

  it('ends immediately on a second Ctrl-C, and the next start recovers', async () => {
    const server = await startDenwaban({ dataDir });
    process.kill(server.simulator.pid, 'SIGSTOP');
    let code: number | null | undefined;
    void server.pressCtrlC().then((ended) => {
      code = ended;
    });
    await waitFor(() => {
      if (code === undefined) server.interrupt();
      return code !== undefined;
    }, PATIENCE_MS);
    expect(code).toBe(1);
    expect(isAlive(databasePid(dataDir)!)).toBe(true);
    process.kill(server.simulator.pid, 'SIGCONT');

    const next = await startDenwaban({ dataDir });
    expect(await next.ready()).toMatchObject({ status: 'ready', database: 'ok' });
    await next.pressCtrlC();
  });

  it('restarts its simulator when that dies', async () => {
    const server = await startDenwaban({ dataDir });
    process.kill(server.simulator.pid, 'SIGKILL');
    const next = await expect
      .poll(() => readSimulatorFile(dataDir).pid, { timeout: PATIENCE_MS })
      .not.toBe(server.simulator.pid)
      .then(() => readSimulatorFile(dataDir));
    expect((await fetch(`${next.url}/simulator/healthz`)).status).toBe(200);
    expect(await server.pressCtrlC()).toBe(0);
    expect(isAlive(next.pid)).toBe(false);
  });
});
