import { openingAddress, setupCodeOf } from '../server/accounts/sign-in/setup-code.js';
import { readConfig } from '../server/config.js';
import { createSecrets, keptAppSecrets } from '../server/secrets.js';

/** Prints the setup code of the server with this DATA_DIR or APP_SECRET, if its startup was not seen in a terminal. */
const { appSecrets, dataDir, port, simulator } = readConfig(process.env);
const code = setupCodeOf(createSecrets(appSecrets.length > 0 ? appSecrets : keptAppSecrets(dataDir)));
console.log(code);
if (simulator.on) console.log(`To sign in on this machine: ${openingAddress(`http://localhost:${port}`, code)}`);
