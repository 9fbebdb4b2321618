import { and, eq, gt, inArray } from 'drizzle-orm';
import { members, sessions } from '../accounts/accounts.table.js';
import type { Clock } from '../clock.js';
import type { Db, DbOrTx } from '../db/connect.js';

/** Says who can be rung, as far as this server knows. */
export function createIsThere({ db, clock }: { db: Db; clock: Clock }) {
  /**
   * Of the users, those who work in this web app and are not signed in. Nobody knows of users without a person here, such
   * as those of a mobile app, whether they can be rung.
   */
  async function signedOut(tx: DbOrTx, applicationId: string, names: string[]): Promise<ReadonlySet<string>> {
    if (names.length === 0) return new Set();
    const isOn = and(eq(sessions.memberId, members.id), gt(sessions.expiresAt, clock.now()));
    const people = await tx
      .select({ userName: members.userName, session: sessions.id })
      .from(members)
      .leftJoin(sessions, isOn)
      .where(and(eq(members.applicationId, applicationId), inArray(members.userName, names)));
    const there = new Set(people.flatMap(({ userName, session }) => (session ? (userName ?? []) : [])));
    return new Set(people.flatMap(({ userName }) => (userName && !there.has(userName) ? userName : [])));
  }

  return {
    signedOut,
    isThere: async (applicationId: string, userName: string): Promise<boolean> =>
      !(await signedOut(db, applicationId, [userName])).has(userName),
  };
}

export type IsThere = ReturnType<typeof createIsThere>['isThere'];
