import { nearestRegion } from '../../../shared/nearest-region.js';
import type { Region } from '../../../shared/regions.js';
import type { Application, OwnedNumber } from '../account/cloud.js';
import type { Manners } from '../control/manners.js';

/** What the simulator does for an application without a region. */
export interface Nearest {
  manners: Pick<Manners, 'nearest_region'>;
}

/**
 * Where a request to the general address arrives: in the application's region, or, if it has none, in the one nearest to
 * the sender (Vonage: real-cloud row 1).
 */
export const homeRegion = ({ capabilities }: Application, { manners }: Nearest): Region =>
  capabilities.voice?.region ?? manners.nearest_region;

/** Where calls to a number begin: in the application's region, or, if it has none, in the one nearest to the number. */
export function regionOfNumber(application: Application, number: OwnedNumber | undefined, settings: Nearest): Region {
  const own = application.capabilities.voice?.region;
  return own ?? (number ? nearestRegion(number.country) : homeRegion(application, settings));
}

/** The address of a region: all of them share one port. @param url the simulator's own */
export const regionUrl = (url: string, region: Region): string => `${url}/${region}`;
