import type { FastifyRequest } from 'fastify';
import { badInput } from '../../errors.js';
import { isOwnOrigin, type OwnAddresses } from './own-address.js';

const SLOT = /^[a-z0-9]{1,12}$/;

/** The slot of a header or of a socket's parameters; a program that names none is in slot "a". */
export function readSlot(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'a';
  if (typeof value === 'string' && SLOT.test(value)) return value;
  throw badInput('x-denwaban-slot', 'pattern', 'A slot is 1 to 12 small letters or digits.');
}

/**
 * The cookie of a slot's session, and whether it is for https only. There its name says `__Host-`: no other host of the
 * same domain can put one in its place.
 */
export function cookieOf(request: FastifyRequest, slot: string, own: OwnAddresses) {
  // How the browser reaches us: at an address of our own that is not PUBLIC_URL, or, behind a trusted proxy, by its word.
  const { origin } = request.headers;
  const address = origin !== undefined && isOwnOrigin(origin, request, own) ? origin : own.publicUrl;
  const secure = address.startsWith('https:') || request.protocol === 'https';
  const name = `${secure ? '__Host-' : ''}dw_${slot}`;
  return { name, secure, token: request.cookies[name] };
}
