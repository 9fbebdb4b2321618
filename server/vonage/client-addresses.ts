import { isRegion, regionApiUrl, regionSocketUrl } from '../../shared/regions.js';
import type { Config } from '../config.js';
import type { AccountAccess } from './access.js';

/** Where the Client SDK connects: the two hosts must be of one region (Vonage: real-cloud row 3). */
export interface ClientAddresses {
  apiUrl: string;
  websocketUrl: string;
  websocketPath: string;
}

/** The SDK's own path (PROTOCOL.md §1). */
const PATH = '/v2/rtc';

/**
 * @param region of the application, in which its users live
 * @param simulatorUrl null while it does not run
 * @returns null where the SDK's own addresses are right
 */
export function clientAddresses(
  kind: AccountAccess['kind'],
  region: string | null,
  {
    simulatorUrl,
    vonage,
  }: { simulatorUrl: string | null; vonage: Pick<Config['vonage'], 'clientApiUrl' | 'clientWsUrl'> },
): ClientAddresses | null {
  if (kind === 'simulator') {
    const inPath = isRegion(region) ? `/${region}` : '';
    if (simulatorUrl === null) return null;
    return { apiUrl: simulatorUrl + inPath, websocketUrl: simulatorUrl, websocketPath: inPath + PATH };
  }
  const { clientApiUrl, clientWsUrl } = vonage;
  if (clientApiUrl && clientWsUrl) return { apiUrl: clientApiUrl, websocketUrl: clientWsUrl, websocketPath: PATH };
  if (!isRegion(region)) return null;
  return { apiUrl: regionApiUrl(region), websocketUrl: regionSocketUrl(region), websocketPath: PATH };
}
