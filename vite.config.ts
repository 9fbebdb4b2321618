import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { inlineDocuments, words } from './scripts/vite-plugins';

const server = 'http://localhost:4000';

export default defineConfig({
  root: 'web',
  plugins: [inlineDocuments(), words(), react()],
  // rxjs has a build for browsers of this century, under a name of its own.
  resolve: { conditions: ['es2015', 'module', 'browser', 'development|production'] },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1300,
    manifest: true,
    modulePreload: {
      // A page names every file that it needs, so that the browser fetches them at once. A part of a page that comes
      // later does not: such lists were 4 KiB of the first load.
      resolveDependencies: (_, files, { hostId, hostType }) =>
        hostType === 'html' || /\/(index|handsets)-/.test(hostId) ? files : [],
    },
    rolldownOptions: {
      // The second page is served by the simulator.
      input: ['web/index.html', 'web/handsets.html'],
      output: {
        // What every page stands on is one file; without this, each icon would be a request of its own.
        codeSplitting: {
          groups: [
            // The form of a preset reads its text too, without the editor.
            { name: 'json-text', test: /@lezer/, priority: 2 },
            { name: 'editor', test: /@codemirror|@marijn|crelt|style-mod|w3c-keyname/, priority: 1 },
            { name: 'base', test: /node_modules/, tags: ['$initial'] },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/api': server,
      '/webhooks': server,
    },
  },
});
