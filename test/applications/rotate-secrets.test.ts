import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountSecret } from '../../server/accounts/accounts.table.js';
import { checkSecrets, rotateSecrets } from '../../server/applications/sealed-columns.js';
import { createSecrets } from '../../server/secrets.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

let app: TestApp;

beforeAll(async () => {
  app = await createTestApp();
  const { createApplication } = await app.connectAccount();
  const { id } = await createApplication('One');
  await createApplication('Two');
  const { apiSecret } = app.simulator.credentials;
  await app.ask(`mutation { beginSecondFactor(current: "${apiSecret}") { secret } }`);
  await app.ask(`mutation { rotateMobileApiKey(applicationId: "${id}", overlap: DAY) { id } }`);
});
afterAll(() => app?.close());

/** Ids of the secrets that encrypted anything in the database. */
async function keyIds(): Promise<string[]> {
  const columns = await app.db.execute<{ table: string; column: string }>(sql`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type = 'text'`);
  const found = new Set<string>();
  for (const { table, column } of columns) {
    const sealed = sql`${sql.identifier(column)} ~ '^[0-9]\\.[0-9a-f]{8}\\.[^.]{16}\\.'`;
    const rows = await app.db.execute<{ id: string }>(
      sql`select distinct split_part(${sql.identifier(column)}, '.', 2) as id from ${sql.identifier(table)} where ${sealed}`,
    );
    for (const { id } of rows) found.add(id);
  }
  return [...found];
}

it('re-encrypts everything in the database with the new secret, and can be repeated', async () => {
  const { appSecrets } = app.servers[0]!.config;
  const both = createSecrets(['the-newest-secret-of-all', ...appSecrets]);
  expect(await keyIds()).toEqual([both.keyIds[1]]);
  const first = await rotateSecrets({ db: app.db, secrets: both });
  expect(first).toEqual({ sealed: first.sealed, fresh: 0 });
  expect(await keyIds()).toEqual([both.keyIds[0]]);
  expect(await rotateSecrets({ db: app.db, secrets: both })).toEqual({ sealed: 0, fresh: first.sealed });

  await checkSecrets({ db: app.db, secrets: createSecrets(['the-newest-secret-of-all']) });
  const wrong = checkSecrets({ db: app.db, secrets: createSecrets(appSecrets) });
  await expect(wrong).rejects.toThrow(/APP_SECRET is not the one that sealed the data: \d+ secrets/);
});

it('detects an encrypted secret that was copied to another row', async () => {
  const { id } = (await app.ask<{ account: { id: string } }>('{ account { id } }')).account;
  const rows = await app.db.execute<{ api_key: string; signature_secret: string; kind: 'simulator' }>(
    sql`update accounts set signature_secret = api_secret where id = ${id} returning *`,
  );
  const { api_key: apiKey, kind, signature_secret: sealed } = rows[0]!;
  const secrets = createSecrets(['the-newest-secret-of-all']);
  expect(secrets.decrypt(sealed, accountSecret('apiSecret', { kind, apiKey }))).toBe(
    app.simulator.credentials.apiSecret,
  );
  expect(() => secrets.decrypt(sealed, accountSecret('signatureSecret', { kind, apiKey }))).toThrow();
});
