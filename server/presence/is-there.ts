import { and, eq, gt, inArray, isNotNull } from 'drizzle-orm';
import { members, sessions } from '../accounts/accounts.table.js';
import type { Clock } from '../clock.js';
import type { Db, DbOrTx } from '../db/connect.js';
import { agents } from './agents.table.js';
import { named } from './write-agents.js';

/** Says who can be rung, as far as this server knows. */
export function createIsThere({ db, clock }: { db: Db; clock: Clock }) {
  /**
   * Of the users, those who cannot be rung: their consoles are all closed, or they work here, have never opened one and
   * are not signed in. Of all others, such as those of a mobile app, nobody knows.
   */
  async function signedOut(tx: DbOrTx, applicationId: string, names: string[]): Promise<ReadonlySet<string>> {
    if (names.length === 0) return new Set();
    const withConsole = await tx
      .select({ userName: agents.userName, system: agents.system })
      .from(agents)
      .where(and(named(applicationId, names), isNotNull(agents.lineAt)));
    const offline = withConsole.flatMap(({ userName, system }) => (system === 'offline' ? userName : []));
    const others = names.filter((name) => withConsole.every(({ userName }) => userName !== name));
    return new Set([...offline, ...(await withoutSession(tx, applicationId, others))]);
  }

  /** Of the users, those as whom people work here of whom none is signed in. */
  async function withoutSession(tx: DbOrTx, applicationId: string, names: string[]): Promise<string[]> {
    if (names.length === 0) return [];
    const isOn = and(eq(sessions.memberId, members.id), gt(sessions.expiresAt, clock.now()));
    const people = await tx
      .select({ userName: members.userName, session: sessions.id })
      .from(members)
      .leftJoin(sessions, isOn)
      .where(and(eq(members.applicationId, applicationId), inArray(members.userName, names)));
    const there = people.filter(({ session }) => session !== null).map(({ userName }) => userName);
    return people.flatMap(({ userName }) => (userName && !there.includes(userName) ? userName : []));
  }

  return {
    signedOut,
    isThere: async (applicationId: string, userName: string): Promise<boolean> =>
      !(await signedOut(db, applicationId, [userName])).has(userName),
  };
}
