/**
 * Builds what is out of date into dist/: the server and the scripts (tsc, then the server and the simulator into one
 * file each), and the web app (typed documents, then Vite). dist/.build.json records which files each part was built
 * from, so that nothing is built twice. By hand: `npm run build`.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const record = join(root, 'dist/.build.json');
const lock = join(root, 'dist/.building');
/** A build, also in a test, must be what ships; other environment variables must not influence the compiler. */
const KEPT = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'NODE_OPTIONS'];
const env = { ...Object.fromEntries(KEPT.map((name) => [name, process.env[name]])), NODE_ENV: 'production' };
/** Missing in an installation without devDependencies. */
const TOOLS = ['typescript', 'vite', '@graphql-codegen/core'];
const running = new Set();
const bin = (name, path) => [process.execPath, join(root, 'node_modules', name, path)];

const PARTS = {
  server: {
    what: 'the server',
    inputs: [
      'server',
      'shared',
      'scripts',
      'tsconfig.json',
      'tsconfig.build.json',
      'vite.server.config.ts',
      'package-lock.json',
    ],
    output: 'dist/server/main.js',
    steps: [
      // The tests check types, so starting the app need not wait for that.
      [...bin('typescript', 'bin/tsc'), '-p', 'tsconfig.build.json', '--noCheck'],
      [...bin('vite', 'bin/vite.js'), 'build', '--config', 'vite.server.config.ts', '--logLevel', 'error'],
    ],
  },
  web: {
    what: 'the web app',
    inputs: [
      'web',
      'shared',
      'scripts/codegen.mjs',
      'scripts/phone-formats.mjs',
      'scripts/vite-plugins.ts',
      'schema.graphql',
      'vite.config.ts',
      'package-lock.json',
    ],
    output: 'dist/web/index.html',
    steps: [
      [process.execPath, join(root, 'scripts/codegen.mjs')],
      [...bin('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn'],
    ],
  },
};
/** Written by the build itself. */
const MADE = /^web\/generated\/(?!ncco\.schema\.json)/;

function filesOf(path) {
  if (!existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesOf(`${path}/${entry.name}`) : [`${path}/${entry.name}`]))
    .filter((file) => !MADE.test(file));
}

function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesOf).sort()) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function built() {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return {};
  }
}

function stale(name) {
  const { inputs, output } = PARTS[name];
  if (name === 'web' && !existsSync(join(root, 'web/index.html'))) return null;
  const now = fingerprint(inputs);
  return built()[name] === now && existsSync(join(root, output)) ? null : now;
}

function step([command, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    child.once('close', () => running.delete(child));
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The build fails:\n${Buffer.concat(said).toString().trim()}`));
    });
  });
}

async function buildPart(name, hash) {
  const { what, steps } = PARTS[name];
  const start = performance.now();
  for (const one of steps) {
    if (existsSync(one[1])) await step(one);
  }
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(record, JSON.stringify({ ...built(), [name]: hash }));
  console.error(`Built ${what} in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
}

/** Two programs started at the same moment must not write the same files: the second waits, and finds them built. */
async function alone(work) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!alive(Number(readFileSync(lock, 'utf8') || process.pid))) rmSync(lock, { force: true });
      await wait(50);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function alive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** An installation without tools may have only the build, but not sources that differ from it. */
function refuseWithoutTools(names) {
  if (TOOLS.every((name) => existsSync(join(root, 'node_modules', name)))) return false;
  const wanted = names.filter((name) => name === 'server' || existsSync(join(root, 'web/index.html')));
  const there = wanted.filter((name) => existsSync(join(root, PARTS[name].output)));
  const sources = existsSync(join(root, 'server/main.ts'));
  if (there.length === wanted.length && (!sources || !wanted.some(stale))) return true;
  const what = there.length === wanted.length ? 'was built from other sources than these' : 'is not built';
  throw new Error(
    `Denwaban ${what}, and the tools that build it are not installed (NODE_ENV=production and --omit=dev leave them out). Build it first: npm ci --include=dev && npm run build; afterwards npm prune --omit=dev takes the tools away again.`,
  );
}

/** Stops a build in progress; what it has written is built again the next time. */
export function stopBuilding() {
  for (const child of running) child.kill();
  if (running.size > 0) rmSync(lock, { force: true });
}

/**
 * Builds the given parts ('server', 'web') if they are out of date.
 * @throws Error with the compiler's output
 */
export async function build(names = Object.keys(PARTS)) {
  if (refuseWithoutTools(names) || !names.some(stale)) return;
  await alone(async () => {
    const todo = names.map((name) => [name, stale(name)]).filter(([, hash]) => hash);
    await Promise.all(todo.map(([name, hash]) => buildPart(name, hash)));
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
