import { describe, expect, it } from 'vitest';
import type { ApplicationAccess } from '../../server/vonage/access.js';
import { isVonages, placesOf } from '../../server/vonage/call-places.js';
import { clientAddresses } from '../../server/vonage/client-addresses.js';
import { REGIONS, regionApiUrl } from '../../shared/regions.js';

const access: ApplicationAccess = {
  kind: 'cloud',
  apiKey: 'key',
  apiSecret: 'secret',
  vonageId: 'app',
  privateKey: '',
  region: null,
};
const CLOUD = 'https://api.nexmo.com';
const SIMULATOR = 'http://127.0.0.1:4001';
const everywhere = REGIONS.map(regionApiUrl);

describe('a request about a call', () => {
  it('goes to the region that its webhook named, then to the application’s, then to the general address', () => {
    const named = { ...access, region: 'eu-west', regionUrl: 'https://api-us-3.vonage.com/' };
    expect(placesOf(named, CLOUD)).toEqual(['https://api-us-3.vonage.com', 'https://api-eu-3.vonage.com', CLOUD]);
  });

  it('goes everywhere where no region was named', () => {
    expect(placesOf(access, CLOUD)).toEqual([CLOUD, ...everywhere]);
    const [first, second, ...others] = placesOf({ ...access, region: 'apac-sng' }, CLOUD);
    expect([first, second]).toEqual(['https://api-ap-3.vonage.com', CLOUD]);
    expect(others).toHaveLength(REGIONS.length - 1);
  });

  it.each([
    'https://evil.example',
    'http://api-us-3.vonage.com',
    'https://api-us-3.vonage.com.evil.example',
    'https://evil.example/api-us-3.vonage.com',
    'https://user@evil.example:443/.vonage.com',
    'no address',
    '',
  ])('never takes our token to %s', (regionUrl) => {
    expect(placesOf({ ...access, regionUrl }, CLOUD)).not.toContain(regionUrl);
    expect(isVonages(regionUrl, access, CLOUD)).toBe(false);
    const atSimulator = { ...access, kind: 'simulator' as const, regionUrl };
    expect(placesOf(atSimulator, SIMULATOR).every((place) => place.startsWith(SIMULATOR))).toBe(true);
  });

  it('has one address where a proxy stands before Vonage', () => {
    const proxy = 'https://vonage-proxy.example.com';
    expect(placesOf({ ...access, region: 'eu-west' }, proxy)).toEqual([proxy]);
  });
});

describe('the Client SDK', () => {
  const vonage = { clientApiUrl: null, clientWsUrl: null };

  it.each([
    ['na-east', 'us-3'],
    ['na-west', 'us-4'],
    ['eu-east', 'eu-4'],
    ['eu-west', 'eu-3'],
    ['apac-sng', 'ap-3'],
    ['apac-australia', 'ap-4'],
  ])('connects in %s to both hosts of %s', (region, host) => {
    expect(clientAddresses('cloud', region, { simulatorUrl: null, vonage })).toEqual({
      apiUrl: `https://api-${host}.vonage.com`,
      websocketUrl: `wss://ws-${host}.vonage.com`,
      websocketPath: '/v2/rtc',
    });
  });

  it('connects where the settings say, and otherwise by its own default', () => {
    const own = { clientApiUrl: 'https://a.example.com', clientWsUrl: 'wss://b.example.com' };
    expect(clientAddresses('cloud', 'eu-west', { simulatorUrl: null, vonage: own })?.apiUrl).toBe(own.clientApiUrl);
    expect(clientAddresses('cloud', null, { simulatorUrl: null, vonage })).toBeNull();
  });
});
