import { describe, expect, it } from 'vitest';
import { redact, redactText } from '../../server/redact.js';

const PEM = '-----BEGIN PRIVATE KEY-----\nMIIEvQ\nhush\n-----END PRIVATE KEY-----';
const FAILED = `Failed query: insert into "x" values ($1, $2)
params: hush,447700900123,a
line
    at PgPreparedQuery (session.js:1:2)`;

describe('a text that is logged', () => {
  it.each([
    [
      'an address',
      '/webhooks/answer?to=447700900123&from=%2B447700900456&sig=hush',
      '/webhooks/answer?to=…123&from=…456&sig=[hidden]',
    ],
    ['a number of a user', 'sip:447700900123@x, tel:+447700900123.', 'sip:…123@x, tel:…123.'],
    ['a number as people write it', 'call +44 7700 900123 or 03-1234-5678, (020) 7946 0123', 'call …123 or …678, …123'],
    ['a number behind a space of an address', '?q=call%20447700900123', '?q=call%20…123'],
    ['an API key', 'Bearer dwk_hush_hush', 'Bearer [hidden]'],
    ['a header', 'authorization: Basic aHVzaDpodXNo', 'authorization: Basic [hidden]'],
    ['a cookie', 'cookie: dw_a=hush; x=1', 'cookie: dw_a=[hidden]; x=1'],
    ['a token', 'got eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.', 'got [hidden]'],
    ['a password hash', 'is $argon2id$v=19$m=19456,t=2,p=1$abc$def', 'is [hidden]'],
    ['a form', 'mobile_api_key=hush&user_name=Jane', 'mobile_api_key=[hidden]&user_name=Jane'],
    ['JSON', '{"apiSecret":"hush","user":"Jane"}', '{"apiSecret":"[hidden]","user":"Jane"}'],
    ['JSON in JSON', '"{\\"password\\":\\"hush\\",\\"a\\":1}"', '"{\\"password\\":\\"[hidden]\\",\\"a\\":1}"'],
    ['the address of a database', 'postgres://me:hush@db/x', 'postgres://me:[hidden]@db/x'],
    ['a key pair', `key ${PEM} end`, 'key [hidden] end'],
  ])('has nothing to tell of %s', (_, text, left) => {
    expect(redactText(text)).toBe(left);
  });

  it('tells which query failed, and where, but not with what', () => {
    expect(redactText(FAILED)).toBe(
      'Failed query: insert into "x" values ($1, $2)\nparams: [hidden]\n    at PgPreparedQuery (session.js:1:2)',
    );
  });

  it.each([
    'took 1234 ms on 2026-11-22T12:00:00.123Z',
    '63f61863-4a51-4f6b-86e1-46edebcf9356',
    'http://127.0.0.1:54321/x 10.0.0.12 v18.4.0',
    'CON-aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
  ])('keeps what is no secret: %s', (text) => {
    expect(redactText(text)).toBe(text);
  });
});

it('hides by its name what cannot be known by its look', () => {
  const logged = {
    password: 'x',
    nested: [{ mobile_api_key: 'y', params: ['z'], count: 447700900123 }],
    to: 447700900123,
  };
  expect(redact(logged)).toEqual({
    password: '[hidden]',
    nested: [{ mobile_api_key: '[hidden]', params: '[hidden]', count: 447700900123 }],
    to: '…123',
  });
});
