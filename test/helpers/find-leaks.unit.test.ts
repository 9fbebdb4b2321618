import { expect, it } from 'vitest';
import { findLeaks } from './find-leaks.js';

const SECRET = 'a+secret/of "mine"';
const KEY = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ'}\n-----END PRIVATE KEY-----`;
const where = (text: string, looks = {}) =>
  findLeaks([{ name: 'here', bytes: Buffer.from(text) }], { it: SECRET, key: KEY }, looks).map(({ secret }) => secret);

it.each([
  ['as it is', `x${SECRET}y`],
  ['in an address', `?s=${encodeURIComponent(SECRET)}&t=1`],
  ['in JSON', JSON.stringify({ s: SECRET })],
  ['in Base64', Buffer.from(SECRET).toString('base64')],
  ['behind one character more, in Base64', Buffer.from(`k${SECRET} and more`).toString('base64')],
  ['behind a name, as in a Basic header', Buffer.from(`ab:${SECRET}`).toString('base64')],
  ['in Base64 for addresses', Buffer.from(`abcd${SECRET}`).toString('base64url')],
  ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
])('finds a secret %s', (_, text) => {
  expect(where(text)).toEqual(['it']);
});

it('finds a key whose lines were joined differently', () => {
  expect(where(JSON.stringify(JSON.stringify(KEY)))).toEqual(['key']);
});

it('finds what looks like a secret, and nothing if there is none', () => {
  const looks = { 'a private key': /BEGIN [A-Z ]*PRIVATE KEY/ };
  expect(where('-----BEGIN RSA PRIVATE KEY-----', looks)).toEqual(['a private key']);
  expect(where('a secret of mine', looks)).toEqual([]);
});
