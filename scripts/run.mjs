/** `node scripts/run.mjs server/main …`: builds what is out of date, then runs dist/server/main.js in this process. */
import { build, stopBuilding } from './build.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Denwaban needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const [entry, ...args] = process.argv.slice(2);
/** Until the program installs its own handlers. */
for (const signal of entry.startsWith('server/') ? ['SIGTERM', 'SIGINT'] : []) {
  process.on(signal, () => {
    if (process.listenerCount(signal) > 1) return;
    stopBuilding();
    process.exit(0);
  });
}
try {
  // Only the server and the simulator serve pages.
  await build(entry === 'server/main' || args.includes('--print') ? ['server', 'web'] : ['server']);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const program = new URL(`../dist/${entry}.js`, import.meta.url);
process.argv = [process.argv[0], program.pathname, ...args];
await import(program.href);
