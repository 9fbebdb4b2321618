/**
 * `npm test`: everything that CI runs; it prepares what it needs. `npm test -- unit lint` runs only these parts. `npm
 * run check:long` is `build`, `long`, `bench` and `stories`, the tests that take minutes. With `--leaks` (`npm run check:leaks`)
 * a test file fails if it leaves an unencrypted secret in its database, its DATA_DIR or its log.
 *
 * Ends with what failed and why, because that stands far above in a long output or is cut off, with the seconds of
 * each part, and with one line, `N passed, N failed`: every test counts, every static check counts as one.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const results = mkdtempSync(join(tmpdir(), 'denwaban-results-'));
const module = (...path) => join(root, 'node_modules', ...path);
const tsc = module('typescript', 'bin', 'tsc');

/**
 * Stages run one after another, the parts of a stage in parallel; tests run alone, because they use the whole machine.
 */
const STAGES = [
  [
    check('types', tsc, '--noEmit', '-p', 'tsconfig.json'),
    check('lint', module('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'),
    check('generated files', join(root, 'scripts', 'codegen.mjs'), '--check'),
    check('types of the web app', tsc, '--noEmit', '-p', 'web/tsconfig.json'),
  ],
  [check('build', join(root, 'scripts', 'build.mjs'))],
  [tests('unit')],
  [tests('integration')],
  [tests('browser')],
  [tests('long')],
  [tests('bench')],
  [tests('stories')],
];
/** Runs only if named. */
const ON_REQUEST = ['long', 'bench', 'stories'];

function check(name, ...command) {
  return {
    name,
    async run() {
      const { code, output } = await node(command, 'pipe');
      if (code !== 0) console.log(`\n${name}:\n${output.trim()}`);
      return { passed: Number(code === 0), failures: code === 0 ? [] : [`${name}: see above`] };
    },
  };
}

function tests(name) {
  return {
    name,
    async run() {
      const report = join(results, `${name}.json`);
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const { code } = await node([module('vitest', 'vitest.mjs'), 'run', '--project', name, ...reporters], 'inherit');
      return counted(name, code, report);
    },
  };
}

/** A test file that does not load and a skipped test count as failed. */
function counted(name, code, report) {
  const files = readReport(report);
  const all = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const failures = [
    ...all
      .filter((test) => test.status !== 'passed')
      .map((test) =>
        sentence(test.file, test.fullName, test.failureMessages?.[0] || 'Skipped, which counts as failed.'),
      ),
    ...files
      .filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
      .map((file) => sentence(file.name, 'did not load', file.message)),
  ];
  if (failures.length === 0 && code !== 0) failures.push(`The ${name} tests did not run to their end; see above.`);
  return { passed: all.filter((test) => test.status === 'passed').length, failures };
}

/** Which test failed and the beginning of why; the rest stands above, where it failed. */
function sentence(file, title, why) {
  const lines = stripVTControlCharacters(why ?? '').split('\n');
  const reason = lines.filter((line) => !line.includes('node_modules')).slice(0, 6);
  return `${relative(root, file)}: ${title}\n    ${reason.join('\n    ')}`;
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults;
  } catch {
    return [];
  }
}

function node(args, stdio) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', stdio, stdio] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.once('close', (code) => resolve({ code, output }));
  });
}

async function timed({ name, run }) {
  const start = performance.now();
  const { passed, failures } = await run();
  return { name, passed, failures, seconds: (performance.now() - start) / 1000 };
}

const wanted = process.argv.slice(2).filter((word) => word !== '--leaks');
if (process.argv.includes('--leaks')) process.env.CHECK_LEAKS = 'on';
const unknown = wanted.filter((name) => !STAGES.flat().some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no part "${unknown.join('", "')}". There are: ${STAGES.flat()
      .map((part) => part.name)
      .join(', ')}.`,
  );
  process.exit(1);
}

const done = [];
for (const stage of STAGES) {
  const parts = stage.filter(({ name }) => (wanted.length === 0 ? !ON_REQUEST.includes(name) : wanted.includes(name)));
  done.push(...(await Promise.all(parts.map(timed))));
}
rmSync(results, { recursive: true, force: true });

const failures = done.flatMap((part) => part.failures);
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `- ${failure}`).join('\n')}`);
console.log(`\n${'part'.padEnd(22)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'seconds'.padStart(9)}`);
for (const part of done) {
  console.log(
    `${part.name.padEnd(22)}${String(part.passed).padStart(8)}${String(part.failures.length).padStart(8)}${part.seconds.toFixed(1).padStart(9)}`,
  );
}
console.log(`${done.reduce((total, part) => total + part.passed, 0)} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
