import { ConfigError, readConfig } from '../config.js';
import { forFastify, logToStderr } from '../log.js';
import { buildSimulator } from './build.js';

/** The simulator as a process: prints `ready <url>`, ends on SIGTERM and SIGINT, and does not need its parent. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = logToStderr({ level: config.logLevel, production: config.production, name: 'simulator' });
  const simulator = await buildSimulator({
    dataDir: config.dataDir,
    log: forFastify(log),
    callsPerSecond: config.vonage.callsPerSecond,
    requestsPerSecond: config.vonage.requestsPerSecond,
  });
  await simulator.app.listen({ host: config.host, port: config.simulator.port });
  simulator.announce();

  let closing = false;
  const end = () => {
    if (closing) return;
    closing = true;
    simulator.close().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'the simulator did not close cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // A parent that dies takes its end of the pipes along; what is still said then is lost, and that is all.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  process.stdout.write(`ready ${simulator.app.listeningOrigin}\n`);
}

main().catch((error: NodeJS.ErrnoException) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
});

function sentenceOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') {
    return `The simulator's port is taken (${error.message}). End the other program, or set SIMULATOR_PORT to another port.`;
  }
  if (error instanceof ConfigError || error.code === undefined) return error.message;
  return `The simulator cannot start: ${error.message}`;
}
