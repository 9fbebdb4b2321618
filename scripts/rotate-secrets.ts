import { parseArgs } from 'node:util';
import { checkSecrets, rotateSecrets } from '../server/applications/sealed-columns.js';
import { type Config, ConfigError, readConfig } from '../server/config.js';
import { connect } from '../server/db/connect.js';
import { runningDatabase, startEmbeddedPostgres } from '../server/db/embedded.js';
import { randomSecret } from '../server/ids.js';
import { createSecrets, keepAppSecrets, keptAppSecrets } from '../server/secrets.js';

/** Re-encrypts the secrets in the database with the newest application secret. Can be repeated. */
const USAGE = `npm run rotate-secrets [-- --new]
  With APP_SECRET: put a new secret in front of it (APP_SECRET=new,old), start the servers again, run this with the same
  APP_SECRET, then take the old one away and start them once more.
  --new    without APP_SECRET, while the server is stopped: makes a new secret in DATA_DIR/app-secret and forgets the old`;

const log = { info: (sentence: string) => console.log(sentence), error: (sentence: string) => console.error(sentence) };

/** Opens the database, and starts the embedded one if it is not running. */
async function openDatabase({ databaseUrl, dataDir }: Config, alone: boolean) {
  if (databaseUrl) return { url: databaseUrl, stop: async () => {} };
  const running = await runningDatabase(dataDir, log);
  if (!running) return startEmbeddedPostgres({ dataDir, log });
  if (alone) throw new ConfigError('The server is running. Stop it first: it knows only the old secret.');
  return { url: running, stop: async () => {} };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { new: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(USAGE);
  const config = readConfig(process.env);
  const kept = config.appSecrets.length === 0;
  if (values.new && !kept) {
    throw new ConfigError('APP_SECRET is set. Put the new secret in front of it yourself (APP_SECRET=new,old).');
  }
  const database = await openDatabase(config, values.new ?? false);
  const { db, close } = connect(database.url, 2);
  try {
    const known = kept ? keptAppSecrets(config.dataDir) : config.appSecrets;
    await checkSecrets({ db, secrets: createSecrets(known) });
    const appSecrets = values.new ? [randomSecret(), ...known] : known;
    if (values.new) keepAppSecrets(config.dataDir, appSecrets);
    const { sealed, fresh } = await rotateSecrets({ db, secrets: createSecrets(appSecrets) });
    console.log(`Re-encrypted ${sealed} secrets with the newest application secret; ${fresh} already were.`);
    if (kept && appSecrets.length > 1) {
      keepAppSecrets(config.dataDir, appSecrets.slice(0, 1));
      console.log('The older application secrets were deleted.');
    } else if (appSecrets.length > 1) console.log('You can now remove the older ones from APP_SECRET.');
  } finally {
    await close();
    await database.stop();
  }
}

main().catch((error: Error) => {
  console.error(error instanceof ConfigError ? error.message : (error.stack ?? error.message));
  process.exitCode = 1;
});
