import { and, eq, inArray } from 'drizzle-orm';
import { members } from '../accounts/accounts.table.js';
import type { Db } from '../db/connect.js';
import { presets, presetVersions } from '../presets/presets.table.js';
import { legs } from './calls.table.js';

/** Those of the names that an agent has had a call with, a live preset rings, or a person signs in as. */
export async function usersInUse(db: Db, applicationId: string, names: string[]): Promise<Set<string>> {
  const [called, signingIn, live] = await Promise.all([
    db
      .selectDistinct({ name: legs.userName })
      .from(legs)
      .where(and(eq(legs.applicationId, applicationId), inArray(legs.userName, names))),
    db
      .selectDistinct({ name: members.userName })
      .from(members)
      .where(and(eq(members.applicationId, applicationId), inArray(members.userName, names))),
    db
      .select({ ncco: presetVersions.ncco, menu: presetVersions.menu })
      .from(presets)
      .innerJoin(
        presetVersions,
        and(
          eq(presetVersions.applicationId, presets.applicationId),
          eq(presetVersions.kind, presets.kind),
          eq(presetVersions.version, presets.liveVersion),
        ),
      )
      .where(eq(presets.applicationId, applicationId)),
  ]);
  const texts = live.map(({ ncco, menu }) => JSON.stringify([ncco, menu]));
  const rung = names.filter((name) => texts.some((text) => text.includes(`"${name}"`)));
  return new Set([...[...called, ...signingIn].flatMap(({ name }) => name ?? []), ...rung]);
}
