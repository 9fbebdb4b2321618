import type { Vonage as Sdk } from '@vonage/server-sdk';
import { isRegion, REGIONS, type Region, regionApiUrl } from '../../shared/regions.js';
import type { ApplicationAccess, Send } from './access.js';
import { isRefusal } from './vonage-errors.js';

type Voice = Sdk['voice'];

const CLOUD = 'https://api.nexmo.com';
const VONAGE_HOST = /\.(nexmo|vonage)\.com$/;

/** Whether our tokens may go to an address that a webhook names. @param apiHost the general address */
export function isVonages(url: string, { kind }: Pick<ApplicationAccess, 'kind'>, apiHost: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname } = new URL(url);
  return (
    origin === new URL(apiHost).origin || (kind === 'cloud' && protocol === 'https:' && VONAGE_HOST.test(hostname))
  );
}

/**
 * Where a call may be, the most likely place first: the region that its webhook named, the application's, the general
 * address, and, if none was named, every region (Vonage: real-cloud row 1).
 * @param apiHost the general address
 * @returns base URLs
 */
export function placesOf(access: ApplicationAccess, apiHost: string): string[] {
  const { kind, region, regionUrl } = access;
  const named = regionUrl && isVonages(regionUrl, access, apiHost) ? [regionUrl.replace(/\/+$/, '')] : [];
  // What stands between us and Vonage, such as a proxy of the owner's, has one address.
  const hasRegions = kind === 'simulator' || apiHost === CLOUD;
  const addressOf = (one: Region) => (kind === 'simulator' ? `${apiHost}/${one}` : regionApiUrl(one));
  const own = hasRegions && isRegion(region) ? [addressOf(region)] : [];
  const all = hasRegions && named.length === 0 ? REGIONS.map(addressOf) : [];
  return [...new Set([...named, ...own, apiHost, ...all])];
}

/** Runs a request about a call that exists already at one place after the other, until one knows the call. */
export type Wherever = <T>(request: (voice: Voice) => Promise<T>) => Promise<T>;

/** @param voices the Voice API at each place */
export function createWherever(voices: (() => Voice)[], send: Send): Wherever {
  return async (request) => {
    for (const [index, voice] of voices.entries()) {
      try {
        return await send(() => request(voice()));
      } catch (error) {
        if (index === voices.length - 1 || !isRefusal(error, 404)) throw error;
      }
    }
    throw new Error('There is no place to ask at.');
  };
}
