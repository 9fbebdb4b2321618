import { defineConfig } from 'vitest/config';

// type-graphql is loaded as CommonJS; without the alias a test gets a second copy of graphql ("another module or realm").
const alias = [{ find: /^graphql$/, replacement: 'graphql/index.js' }];

const unit = ['test/**/*.unit.test.ts', 'test/architecture.test.ts'];
const browser = ['test/e2e/**/*.test.ts'];
/** What takes minutes: `npm run check:long`. */
const long = ['test/**/*.long.test.ts'];

export default defineConfig({
  resolve: { alias },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The files of a worker share what they import: a quarter less work, and nothing of ours is kept in modules.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'unit', include: unit, maxWorkers: 2 } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/**/*.test.ts'],
          exclude: [...unit, ...browser, ...long],
          globalSetup: ['test/helpers/global-setup.ts'],
          maxWorkers: 3,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          exclude: long,
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
          maxWorkers: 1,
          testTimeout: 600_000,
        },
      },
    ],
  },
});
