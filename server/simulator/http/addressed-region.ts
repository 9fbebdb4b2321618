import type { IncomingMessage } from 'node:http';
import { REGIONS, type Region } from '../../../shared/regions.js';

const IN_PATH = new RegExp(`^/(${REGIONS.join('|')})(?=[/?]|$)`);
const regions = new WeakMap<IncomingMessage, Region>();

/**
 * Takes the region out of the path of a request: `/eu-west/v1/calls` is `/v1/calls` of that region. Vonage has a host for
 * each region instead.
 * @returns the path without it
 */
export function takeRegion(request: IncomingMessage): string {
  const path = request.url ?? '/';
  const region = IN_PATH.exec(path)?.[1] as Region | undefined;
  if (!region) return path;
  regions.set(request, region);
  const rest = path.slice(region.length + 1);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The region whose address was requested; null for the general address. */
export const addressedRegion = (request: IncomingMessage): Region | null => regions.get(request) ?? null;
