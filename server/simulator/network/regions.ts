import { nearestRegion } from '../../../shared/nearest-region.js';
import type { Region } from '../../../shared/regions.js';
import type { Application, OwnedNumber } from '../account/cloud.js';

/** The region nearest to whoever sends requests. */
export interface Nearest {
  nearestRegion: Region;
}

/**
 * Where a request to the general address arrives: in the application's region, or, if it has none, in the one nearest to
 * the sender (Vonage: real-cloud row 1).
 */
export const homeRegion = ({ capabilities }: Application, { nearestRegion }: Nearest): Region =>
  capabilities.voice?.region ?? nearestRegion;

/** Where calls to a number begin: in the application's region, or, if it has none, in the one nearest to the number. */
export function regionOfNumber(application: Application, number: OwnedNumber | undefined, settings: Nearest): Region {
  const own = application.capabilities.voice?.region;
  return own ?? (number ? nearestRegion(number.country) : homeRegion(application, settings));
}

/** The address of a region: all of them share one port. @param url the simulator's own */
export const regionUrl = (url: string, region: Region): string => `${url}/${region}`;
