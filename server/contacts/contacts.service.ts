import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Actor } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import { checkName } from '../accounts/check-name.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { gather } from '../gather.js';
import { isUuid, uuidv7 } from '../ids.js';
import { type ContactRow, contacts } from './contacts.table.js';

/** Characters. */
const LONGEST_NAME = 100;

/** Names for phone numbers; callers check who may read and write them. */
export function createContacts({ db, clock, audit }: { db: Db; clock: Clock; audit: Audit }) {
  const ofNumber = (accountId: string, number: string) =>
    and(eq(contacts.accountId, accountId), eq(contacts.number, number));

  /** The keys are JSON: account and number. */
  const find = gather<string, ContactRow | null>(async (keys) => {
    const asked = keys.map((key) => JSON.parse(key) as [accountId: string, number: string]);
    const rows = await db
      .select()
      .from(contacts)
      .where(
        and(
          inArray(contacts.accountId, [...new Set(asked.map(([accountId]) => accountId))]),
          inArray(contacts.number, [...new Set(asked.map(([, number]) => number))]),
        ),
      );
    const known = new Map(rows.map((row) => [JSON.stringify([row.accountId, row.number]), row]));
    return keys.map((key) => known.get(key) ?? null);
  });

  const target = ({ id, number }: ContactRow) => ({ kind: 'contact', id, name: number });

  return {
    /** The name for a number. @param number E.164 digits without `+` */
    of: (accountId: string, number: string): Promise<ContactRow | null> => find(JSON.stringify([accountId, number])),

    /** Those of the ids that are contacts of the account. */
    async byIds(accountId: string, ids: readonly string[]): Promise<ContactRow[]> {
      const known = inArray(contacts.id, ids.filter(isUuid));
      return db
        .select()
        .from(contacts)
        .where(and(known, eq(contacts.accountId, accountId)));
    },

    /**
     * Names a number. The audit log says that it was named, and not how: the name is the caller's own.
     * @param number E.164 digits without `+`
     * @param name empty to remove it
     * @returns null once it has no name
     * @throws BAD_INPUT
     */
    async write(actor: Actor, number: string, name: string): Promise<ContactRow | null> {
      const { accountId } = actor;
      if (name.trim() === '') {
        await db.transaction(async (tx) => {
          const [gone] = await tx.delete(contacts).where(ofNumber(accountId, number)).returning();
          if (gone) await audit.record(actor, { action: 'contact.removed', target: target(gone) }, tx);
        });
        return null;
      }
      const values = { name: checkName('name', name, { max: LONGEST_NAME }), writtenAt: clock.now() };
      const written = await db.transaction(async (tx) => {
        const [row] = await tx
          .insert(contacts)
          .values({ id: uuidv7(values.writtenAt), accountId, number, ...values })
          .onConflictDoUpdate({
            target: [contacts.accountId, contacts.number],
            set: values,
            setWhere: ne(contacts.name, values.name),
          })
          .returning();
        if (row) await audit.record(actor, { action: 'contact.named', target: target(row) }, tx);
        return row;
      });
      // The same name again changes nothing.
      return written ?? find(JSON.stringify([accountId, number]));
    },

    /** Deletes all names of an account. */
    async forgetAll(accountId: string): Promise<void> {
      await db.delete(contacts).where(eq(contacts.accountId, accountId));
    },
  };
}

export type Contacts = ReturnType<typeof createContacts>;
