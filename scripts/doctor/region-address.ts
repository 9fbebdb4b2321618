import { REGIONS, type Region, regionApiUrl } from '../../shared/regions.js';

/** The region that an address names: by its host at Vonage, by the beginning of its path in the simulator. */
export function regionIn(url: string): Region | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  const isIn = (region: Region) => origin === regionApiUrl(region) || pathname.split('/')[1] === region;
  return REGIONS.find(isIn) ?? null;
}

/** The address of a call in a region where it is not; null if the address names no region. */
export function elsewhere(regionUrl: string): string | null {
  const here = regionIn(regionUrl);
  if (!here) return null;
  const other = REGIONS.find((region) => region !== here)!;
  const isVonage = new URL(regionUrl).origin === regionApiUrl(here);
  return isVonage ? regionApiUrl(other) : regionUrl.replace(`/${here}`, `/${other}`);
}
