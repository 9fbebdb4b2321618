import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = 'http://localhost:4000';

export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // What every page stands on is two files; without this, each icon would be a request of its own.
        codeSplitting: {
          groups: [
            { name: 'phone-numbers', test: /libphonenumber-js/, priority: 1 },
            { name: 'editor', test: /@codemirror|@lezer|@marijn|crelt|style-mod|w3c-keyname/, priority: 1 },
            { name: 'base', test: /node_modules/ },
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
