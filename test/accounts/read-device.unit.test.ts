import { expect, it } from 'vitest';
import { readDevice } from '../../server/accounts/sign-in/read-device.js';
import { isLoopback } from '../../server/accounts/warnings/loopback.js';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Windows'],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    'Chrome',
    'Linux',
  ],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge', 'Windows'],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.0 Safari/605.1.15`, 'Safari', 'macOS'],
  [`Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${WEBKIT} CriOS/140.0 Safari/604.1`, 'Chrome', 'iPhone'],
  ['curl/8.5.0', null, null],
  ['', null, null],
  [null, null, null],
])('reads %s', (userAgent, browser, system) => {
  expect(readDevice(userAgent)).toEqual({ browser, system });
});

it.each(['localhost', 'LOCALHOST', 'app.localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]', '::ffff:127.0.0.1'])(
  'knows %s for this machine',
  (host) => expect(isLoopback(host)).toBe(true),
);

it.each(['localhost.example', '128.0.0.1', '10.0.0.1', '0.0.0.0', '127.0.0.1.nip.io', 'notlocalhost', '', '::2'])(
  'does not take %s for this machine',
  (host) => expect(isLoopback(host)).toBe(false),
);
