import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification, type Vite } from 'vitest/node';
import { mendPostgres } from './scripts/mend-postgres.js';

// type-graphql is loaded as CommonJS; without the alias a test gets a second copy of graphql ("another module or realm").
const alias = [{ find: /^graphql$/, replacement: 'graphql/index.js' }];

const unit = ['test/**/*.unit.test.ts', 'test/architecture.test.ts'];
const browser = ['test/e2e/**/*.test.ts'];
/** What takes minutes: `npm run check:long`. */
const long = ['test/**/*.long.test.ts'];
/** What measures seconds or memory, and so runs alone: `npm run check:long`, too. */
const bench = ['test/**/*.bench.test.ts'];
/** Thousands of generated stories, which also run with `npm run check:long`, in three processes, because most of a story is waiting. */
const stories = ['test/operations/*.stories.test.ts'];

/** They begin first, so that at the end no worker waits for one of them. */
const LONGEST = [
  'operations/generated-faults',
  'operations/more-generated-faults',
  'calls/call-operations',
  'abuse/foreign-data',
  'calls/rung-again',
  'presets/presets',
  'e2e/console',
  'e2e/desk',
  'e2e/first-call',
  'e2e/pages',
  'e2e/lists',
  'e2e/people',
  'e2e/presets',
  'e2e/frame',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((left, right) => rank(left) - rank(right));
  }
}

/** What lists files by a pattern is compiled anew each time: from the cache, the list would lack files that are new. */
const freshLists: Vite.Plugin = {
  name: 'fresh-lists',
  configureVitest({ experimental_defineCacheKeyGenerator: define }) {
    define(({ sourceCode }) => (sourceCode.includes('import.meta.glob') ? false : undefined));
  },
};

export default defineConfig({
  plugins: [freshLists, mendPostgres()],
  resolve: { alias },
  test: {
    // Mended on the way; other packages are loaded as they are.
    server: { deps: { inline: [/\/node_modules\/postgres\//] } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The files of a worker share what they import: a quarter less work, and nothing of ours is kept in modules.
    isolate: false,
    // One project takes what another one has compiled.
    experimental: { fsModuleCache: true },
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'unit', include: unit, maxWorkers: 2 } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: [...unit, ...browser, ...long, ...bench, ...stories],
          globalSetup: ['test/helpers/global-setup.ts'],
          // Most of a test is waiting.
          maxWorkers: 4,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          exclude: [...long, ...bench],
          globalSetup: ['test/helpers/global-setup.ts', 'test/helpers/chromium-setup.ts'],
          maxWorkers: 2,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: long,
          globalSetup: ['test/helpers/global-setup.ts', 'test/helpers/chromium-setup.ts'],
          maxWorkers: 2,
          testTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'bench',
          include: bench,
          globalSetup: ['test/helpers/global-setup.ts', 'test/helpers/chromium-setup.ts'],
          maxWorkers: 1,
          testTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: { name: 'stories', include: stories, globalSetup: ['test/helpers/global-setup.ts'], maxWorkers: 3 },
      },
    ],
  },
});
