import { describe, expect, it } from 'vitest';
import { elsewhere, regionIn } from '../../scripts/doctor/region-address.js';

describe('the region of an address', () => {
  it.each([
    ['https://api-eu-3.vonage.com', 'eu-west'],
    ['https://api-us-3.vonage.com/v1/users/USR-1', 'na-east'],
    ['http://127.0.0.1:4100/apac-sng/v1/users/USR-1', 'apac-sng'],
    ['http://127.0.0.1:4100/v1/users/USR-1', null],
    ['https://api.nexmo.com', null],
    ['not an address', null],
  ])('of %s is %s', (url, region) => expect(regionIn(url)).toBe(region));

  it('leads to another one at the same server, or at another of Vonage', () => {
    expect(elsewhere('http://127.0.0.1:4100/eu-west')).toBe('http://127.0.0.1:4100/na-east');
    expect(elsewhere('https://api-us-3.vonage.com')).toBe('https://api-us-4.vonage.com');
    expect(elsewhere('https://api.nexmo.com')).toBeNull();
  });
});
