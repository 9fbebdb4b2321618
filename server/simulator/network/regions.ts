import type { Region } from '../../../shared/regions.js';
import { nearestRegion } from '../../vonage/nearest-region.js';
import type { Application, OwnedNumber } from '../account/cloud.js';
import type { Settings } from '../deps.js';

type Manners = Pick<Settings, 'manners'>;

/**
 * Where a request to the general address arrives: in the application's region, or, if it has none, in the one nearest to
 * the sender (Vonage: real-cloud row 1).
 */
export const homeRegion = ({ capabilities }: Application, { manners }: Manners): Region =>
  capabilities.voice?.region ?? manners.nearest_region;

/** Where calls to a number begin: in the application's region, or, if it has none, in the one nearest to the number. */
export function regionOfNumber(application: Application, number: OwnedNumber | undefined, settings: Manners): Region {
  const own = application.capabilities.voice?.region;
  return own ?? (number ? nearestRegion(number.country) : homeRegion(application, settings));
}

/** The address of a region: all of them share one port. @param url the simulator's own */
export const regionUrl = (url: string, region: Region): string => `${url}/${region}`;
