import { countries, type TCountryCode } from 'countries-list';
import type { Region } from './regions.js';

/** The region that is nearest to a country. @param country ISO 3166-1 alpha-2, such as `GB` */
export function nearestRegion(country: string): Region {
  const continent = countries[country.toUpperCase() as TCountryCode]?.continent;
  if (continent === 'NA' || continent === 'SA') return 'na-east';
  if (continent === 'OC') return 'apac-australia';
  return continent === 'AS' ? 'apac-sng' : 'eu-west';
}
