import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { buildSimulator } from '../server/simulator/build.js';
import { type Comparison, compare } from './openapi/compare.js';
import { readDefinitions } from './openapi/definitions.js';
import { converse, type Exchange } from './openapi/exchanges.js';
import { explanationOf } from './openapi/explained.js';

/** Runs a separate simulator and sends it a request for everything it imitates. */
async function askSimulator(): Promise<Exchange[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'denwaban-openapi-'));
  const limits = { callsPerSecond: 10_000, requestsPerSecond: 10_000, speechRate: 100_000 };
  const simulator = await buildSimulator({
    dataDir,
    log: pino({ level: 'silent' }),
    ...limits,
    manners: { idle_stop: 'works' },
  });
  try {
    return await converse(simulator, await simulator.app.listen({ port: 0, host: '127.0.0.1' }));
  } finally {
    await simulator.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const named = ({ operation, status }: Comparison['valid'][number]) =>
  `${operation.file}: ${operation.method} ${operation.path} ${status}`;

/** @returns number of deviations without an explanation */
function report({ valid, deviations, undefinedOperations, notAsked }: Comparison): number {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const chapter = (title: string, lines: Iterable<string>) => {
    const once = [...new Set(lines)];
    print(`\n${title} (${once.length})`);
    for (const line of once) print(`  ${line}`);
  };
  const shown = deviations.map((deviation) => ({
    reason: explanationOf(deviation),
    line: `${deviation.file}: ${deviation.method} ${deviation.path} ${deviation.status}: ${deviation.problem}`,
  }));
  const faults = shown.filter(({ reason }) => reason === null);

  chapter('Replies that are as defined', valid.map(named));
  chapter(
    'Fields of valid replies that the definition does not name',
    valid.filter(({ newer }) => newer.length > 0).map((one) => `${named(one)}: ${[...new Set(one.newer)].join(', ')}`),
  );
  chapter(
    'Fields that a definition names and the reply has not (none is required)',
    valid.filter(({ never }) => never.length > 0).map((one) => `${named(one)}: ${[...new Set(one.never)].join(', ')}`),
  );
  chapter('Answered by the simulator, in no definition', undefinedOperations);
  chapter(
    'In a definition, not imitated',
    notAsked.map((operation) => `${operation.file}: ${operation.method} ${operation.path}`),
  );
  chapter(
    'Deviations from what old definitions say, explained',
    shown.filter(({ reason }) => reason !== null).map(({ line, reason }) => `${line}\n      because ${reason}`),
  );
  chapter(
    'Deviations without explanation',
    faults.map(({ line }) => line),
  );
  return faults.length;
}

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error('Name the folder with the OpenAPI definitions: npm run check:openapi -- <folder>');
  const operations = readDefinitions(resolve(folder));
  process.exitCode = report(compare(operations, await askSimulator())) > 0 ? 1 : 0;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
