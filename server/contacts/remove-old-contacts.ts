import type { Sql } from '../db/connect.js';

/** Rows of one statement. */
const BATCH = 500;

interface Forgotten {
  accountId: string;
  /** All applications of the account. */
  applicationIds: string[];
  /** Names written later stay: their calls may still come. */
  before: Date;
}

/**
 * Deletes the names of numbers with which no call is stored: a name is kept no longer than the calls.
 * @param goOn asked after each batch; false leaves the rest to the next run
 */
export async function removeOldContacts(
  sql: Sql,
  { accountId, applicationIds, before }: Forgotten,
  goOn: () => boolean,
): Promise<void> {
  for (;;) {
    const { count } = await sql`
      delete from contacts where id in (
        select id from contacts
        where account_id = ${accountId} and written_at < ${before.toISOString()} and not exists (
          select from calls
          where application_id = any(${applicationIds})
            and (reverse(calls.from) = reverse(contacts.number) or reverse(calls.to) = reverse(contacts.number))
        )
        limit ${BATCH}
      )`;
    if (count < BATCH || !goOn()) return;
  }
}
