import { eq } from 'drizzle-orm';
import { nearestRegion } from '../../shared/nearest-region.js';
import { isRegion, REGIONS, type Region } from '../../shared/regions.js';
import type { Db } from '../db/connect.js';
import { badInput } from '../errors.js';
import { numbers } from '../numbers/numbers.table.js';

/** @throws BAD_INPUT (oneOf) for what is no region */
export function checkRegion(field: string, region: string): Region {
  if (isRegion(region)) return region;
  const allowed = REGIONS.join(', ');
  throw badInput(field, 'oneOf', `Choose one of: ${allowed}.`, { allowed });
}

/**
 * The region for an application: the one nearest to most of its numbers, or of the account's while it has none, or, without
 * any, to where this server stands.
 */
export async function chooseRegion(db: Db, accountId: string, applicationId: string | null = null): Promise<Region> {
  const all = await db.select().from(numbers).where(eq(numbers.accountId, accountId));
  const own = all.filter((number) => number.applicationId === applicationId);
  const near = (own.length > 0 && applicationId ? own : all).map(({ country }) => nearestRegion(country));
  const often = (region: Region) => near.filter((one) => one === region).length;
  const [most] = [...REGIONS].sort((one, other) => often(other) - often(one));
  return near.length > 0 ? most! : regionOfZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** @param zone such as `Asia/Tokyo` */
export function regionOfZone(zone: string): Region {
  const [continent] = zone.split('/');
  if (continent === 'America') return 'na-east';
  if (continent === 'Australia' || continent === 'Pacific') return 'apac-australia';
  return continent === 'Asia' ? 'apac-sng' : 'eu-west';
}
