import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';

// Loaded into a server program by a test: it notes when each request to Vonage is sent, in milliseconds since 1970.
const { NOTED_HOST, NOTED_FILE } = process.env;
subscribe('http.client.request.start', ({ request }) => {
  if (request.getHeader('host') !== NOTED_HOST) return;
  appendFileSync(NOTED_FILE, `${performance.timeOrigin + performance.now()}\n`);
});
