// First of all, before what takes its time to load.
import './stop-signal.js';
import { fileURLToPath } from 'node:url';

const { run } = await import('./start.js');
run(fileURLToPath(new URL('..', import.meta.url)));
