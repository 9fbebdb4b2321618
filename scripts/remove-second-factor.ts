import { parseArgs } from 'node:util';
import { removeAtServer } from '../server/accounts/sign-in/remove-at-server.js';
import { ConfigError, readConfig } from '../server/config.js';
import { connect } from '../server/db/connect.js';
import { runningDatabase, startEmbeddedPostgres } from '../server/db/embedded.js';

/** For an owner, or the last admin, who has lost phone and recovery codes: access to the database is proof enough. */
const USAGE = `npm run remove-second-factor -- --owner | --name <name>
  --owner         of the owner, who signs in with the account's key and secret
  --name <name>   of the person who signs in by this name
  With the DATA_DIR or DATABASE_URL of the server, which may run meanwhile.`;

const log = { info: (sentence: string) => console.log(sentence), error: (sentence: string) => console.error(sentence) };

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { owner: { type: 'boolean' }, name: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help || Boolean(values.owner) === Boolean(values.name)) return console.log(USAGE);
  const { databaseUrl, dataDir } = readConfig(process.env);
  const running = databaseUrl ?? (await runningDatabase(dataDir, log));
  const started = running ? null : await startEmbeddedPostgres({ dataDir, log });
  const { db, close } = connect(running ?? started!.url, 1);
  try {
    const people = await removeAtServer(db, values.name?.trim().toLowerCase() ?? null, new Date());
    if (people.length === 0) throw new ConfigError('No such person uses two-step verification.');
    for (const name of people)
      console.log(`${name} now signs in without two-step verification and can turn it on again.`);
  } finally {
    await close();
    await started?.stop();
  }
}

main().catch((error: Error) => {
  console.error(error instanceof ConfigError ? error.message : (error.stack ?? error.message));
  process.exitCode = 1;
});
