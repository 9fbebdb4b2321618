import { isIP } from 'node:net';

/** Whether a host is this machine, by name or address. @param host as in a URL, without port */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (/^(.*\.)?localhost$/.test(bare)) return true;
  return isIP(bare) > 0 && /^(127\.|::1$|::ffff:127\.)/.test(bare);
}
