import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../server/log.js';
import { redact, redactText } from '../../server/redact.js';

const PEM = '-----BEGIN PRIVATE KEY-----\nMIIEvQ\nhush\n-----END PRIVATE KEY-----';
const FAILED = `Failed query: insert into "x" values ($1, $2)
params: hush,447700900123,a
line
    at PgPreparedQuery (session.js:1:2)`;

describe('a text that is logged', () => {
  it.each([
    ['a webhook address', 'http://x/webhooks/AYju9gCBiRd3UBRbxf3ohQ/dtmf', 'http://x/webhooks/[hidden]/dtmf'],
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
    ['a password that was not encoded', 'postgres://me:s3cr/et#pa?ss@a@db:5432/x', 'postgres://me:[hidden]@db:5432/x'],
    ['settings', "host=db password='hush hush' user=me", "host=db password=[hidden]' user=me"],
    ['a quotation mark in JSON', '{"password":"hu\\"sh","user":"Jane"}', '{"password":"[hidden]","user":"Jane"}'],
    [
      'a quotation mark in JSON in JSON',
      '"{\\"token\\":\\"hu\\\\\\"sh\\",\\"a\\":1}"',
      '"{\\"token\\":\\"[hidden]\\",\\"a\\":1}"',
    ],
    ['a key pair', `key ${PEM} end`, 'key [hidden] end'],
  ])('has nothing to tell of %s', (_, text, left) => {
    expect(redactText(text)).toBe(left);
  });

  it('names the failed query and place, but not its values', () => {
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

it('hides by field name what cannot be recognized by its format', () => {
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

describe('a text that is too long', () => {
  const JWT = `eyJhbGciOiJSUzI1NiJ9.${'eyJzdWIiOiJKYW5lIn0'.repeat(8)}.${'sig-hush-'.repeat(20)}`;
  /** A secret as it appears in text, and the part of it that must never be shown. */
  const SECRETS: [text: string, part: RegExp][] = [
    [`Bearer ${JWT}`, /hush|eyJz/],
    ['authorization: Basic aHVzaDpodXNoaHVzaDpodXNo', /aHVz/],
    ['see postgres://me:hush/hush@db:5432/x', /hush/],
    ['{"apiSecret":"hush hush \\" hush"}', /hush/],
    ['mobile_api_key=hushhushhush', /hush/],
    [PEM, /MIIE|hush/],
    ['to +44 7700 900123', /7700|9001/],
    ['to 447700900123', /4477/],
    ['params: hush,hush', /hush/],
    ['dw_a=hushhush', /hush/],
  ];

  it('shows no part of a secret, wherever it is truncated', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SECRETS),
        fc.nat(400),
        fc.nat(400),
        fc.constantFrom(' ', '"', '\n'),
        (secret, before, longest, space) => {
          const [text, part] = secret;
          const said = redactText(`${'x'.repeat(before)}${space}${text}${space}${'y '.repeat(300)}`, longest);
          expect(said).not.toMatch(part);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('shows none whatever stands around it', () => {
    const noise = fc.array(
      fc.constantFrom(
        'a',
        ' ',
        '"',
        '\\',
        '://',
        '=',
        '&',
        '{',
        ':',
        'eyJ',
        'secret',
        '-----BEGIN ',
        '1',
        '\n',
        '@',
        '%',
        '.',
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...SECRETS), noise, noise, (secret, before, after) => {
        const [text, part] = secret;
        expect(redactText(`${before.join('')} \n${text}\n ${after.join('')}`)).not.toMatch(part);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps the sentence, and gives the length of the text', () => {
    expect(redactText(`It failed. ${'x'.repeat(100_000)}`)).toBe('It failed… [cut, of 100011 characters]');
  });

  it('is one line of the log of at most 40 kB, with its sentence, however much is in it', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', readable: false, write: (line) => lines.push(line) });
    const deep = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`);
    log.warn(
      {
        status: Array(60_000).fill('started'),
        text: 'x '.repeat(1_000_000),
        deep,
        object: Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`key${n}`, n])),
      },
      'Refused.',
    );
    expect(lines[0]!.length).toBeLessThan(40_000);
    expect(JSON.parse(lines[0]!)).toMatchObject({ level: 40, msg: 'Refused.' });
  });
});
