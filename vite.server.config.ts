import { defineConfig } from 'vite';
import { mendPostgres } from './scripts/mend-postgres';

/** What has programs of its own, or must be the same copy for all who load it. */
const APART = ['graphql', 'graphql-query-complexity', '@node-rs/argon2'];

/** The two programs of a start, each in one file with all that it needs: Node opens a handful of files and not thousands. */
export default defineConfig({
  plugins: [mendPostgres()],
  ssr: { noExternal: true, external: APART },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: { 'server/main': 'dist/server/main.js', 'server/simulator/main': 'dist/server/simulator/main.js' },
      output: {
        entryFileNames: '[name].js',
        // As deep as server/db, from where the migrations are looked for.
        chunkFileNames: 'server/bundle/[name].js',
        // GraphQL types are called as their classes are.
        keepNames: true,
      },
    },
  },
});
