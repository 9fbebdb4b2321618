import { isIP } from 'node:net';

export type PublicUrlProblem = 'notHttps' | 'loopback';

const PRIVATE = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|0\.|\[?(::1?$|f[cd]|fe80))/i;

/** Why Vonage's cloud could not, or should not, send its webhooks to an address; null when it can. */
export function publicUrlProblem(publicUrl: string): PublicUrlProblem | null {
  const { hostname, protocol } = new URL(publicUrl);
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (/(^|\.)localhost$|\.local$/.test(bare) || (isIP(bare) && PRIVATE.test(bare))) return 'loopback';
  return protocol === 'https:' ? null : 'notHttps';
}

/** The sentence with the cure. */
export const PUBLIC_URL_SENTENCES: Record<PublicUrlProblem, string> = {
  loopback:
    'Vonage cannot reach this server at PUBLIC_URL. Set PUBLIC_URL to the https address that reaches it from outside.',
  notHttps: 'PUBLIC_URL is not https. Set it to the https address that reaches this server from outside.',
};
