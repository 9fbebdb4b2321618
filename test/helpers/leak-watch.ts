import { accountSecret, accounts } from '../../server/accounts/accounts.table.js';
import { applicationSecret, applications } from '../../server/applications/applications.table.js';
import { connect } from '../../server/db/connect.js';
import { createSecrets, sha256 } from '../../server/secrets.js';
import { dumpDatabase, findLeaks, readFiles } from './find-leaks.js';

/** Of DATA_DIR: the simulator's own. */
const MAY = ['simulator', 'simulator.json'];

/**
 * For `npm run check:leaks`, which runs the tests with CHECK_LEAKS: what a test file leaves behind in its database, its
 * DATA_DIR and its log (down to trace) is searched for the secrets that the database holds sealed, for those that the servers
 * gave away (sessions, passwords, keys, tokens, links), and for the others that the file knows. Not for tokens by their look:
 * some tests send such as data.
 * @returns null unless it is wanted
 */
export function createLeakWatch() {
  if (!process.env.CHECK_LEAKS) return null;
  const lines: string[] = [];
  const given: Record<string, string> = {};

  return {
    logged: (line: string) => lines.push(line),

    /** A server has given away a secret. */
    learned(kind: string, secret: string): void {
      if (secret) given[`${kind} ${sha256(secret).slice(0, 8)}`] = secret;
    },

    /** @throws Error that names what was found where */
    async search(left: {
      databaseUrl: string;
      dataDir: string;
      appSecrets: string[];
      secrets: Record<string, string>;
    }) {
      const { db, sql, close } = connect(left.databaseUrl, 2);
      try {
        const sealed = await openAll(db, left.appSecrets);
        const haystacks = [
          ...(await dumpDatabase(sql)),
          ...readFiles(left.dataDir, MAY),
          { name: 'the log', bytes: Buffer.from(lines.join('')) },
        ];
        const found = findLeaks(haystacks, { ...given, ...left.secrets, ...sealed }, {});
        if (found.length > 0) throw new Error(`Secrets in the clear: ${JSON.stringify(found)}`);
      } finally {
        await close();
      }
    },
  };
}

/** What a test itself spoiled cannot be opened, and is not looked for. */
async function openAll(db: ReturnType<typeof connect>['db'], appSecrets: string[]): Promise<Record<string, string>> {
  const { decrypt } = createSecrets(appSecrets);
  const found: Record<string, string> = {};
  const open = (name: string, sealed: string | null, place: string) => {
    try {
      if (sealed) found[name] = decrypt(sealed, place);
    } catch {
      // Sealed by a secret that the test made up.
    }
  };
  for (const row of await db.select().from(accounts)) {
    open(`the API secret of ${row.apiKey}`, row.apiSecret, accountSecret('apiSecret', row));
    open(`the signature secret of ${row.apiKey}`, row.signatureSecret, accountSecret('signatureSecret', row));
  }
  for (const { id, privateKey, mobileApiKey, previousMobileKey } of await db.select().from(applications)) {
    open(`the private key of ${id}`, privateKey, applicationSecret('privateKey', id));
    open(`the mobile key of ${id}`, mobileApiKey, applicationSecret('mobileApiKey', id));
    open(`the previous mobile key of ${id}`, previousMobileKey, applicationSecret('mobileApiKey', id));
  }
  return found;
}
