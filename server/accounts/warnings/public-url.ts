import { isIP } from 'node:net';

export type PublicUrlProblem = 'notHttps' | 'loopback';

const PRIVATE = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|0\.|\[?(::1?$|f[cd]|fe80))/i;

/** Whether a host name or address only has meaning on this machine or its network. */
export function isPrivateHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return /(^|\.)localhost$|\.local$/.test(bare) || (isIP(bare) !== 0 && PRIVATE.test(bare));
}

/** Why Vonage's cloud cannot, or should not, send webhooks to a URL; null if it can. */
export function publicUrlProblem(publicUrl: string): PublicUrlProblem | null {
  const { hostname, protocol } = new URL(publicUrl);
  if (isPrivateHost(hostname)) return 'loopback';
  return protocol === 'https:' ? null : 'notHttps';
}

/** Messages that include the fix. */
export const PUBLIC_URL_SENTENCES: Record<PublicUrlProblem, string> = {
  loopback:
    'Vonage can’t reach this server at PUBLIC_URL. Set PUBLIC_URL to an https address that is reachable from the internet.',
  notHttps: 'PUBLIC_URL isn’t https. Set it to an https address that is reachable from the internet.',
};
