import { expect, it } from 'vitest';
import { publicUrlProblem } from '../../server/accounts/warnings/public-url.js';

it.each([
  ['https://calls.example.com', null],
  ['https://8.8.8.8:8443/base', null],
  ['http://calls.example.com', 'notHttps'],
  ['http://localhost:4000', 'loopback'],
  ['https://localhost', 'loopback'],
  ['https://app.localhost', 'loopback'],
  ['https://127.0.0.1', 'loopback'],
  ['https://10.1.2.3', 'loopback'],
  ['https://172.20.0.1', 'loopback'],
  ['https://[::1]:4000', 'loopback'],
  ['https://[fd00::1]', 'loopback'],
])('tells of %s: %s', (url, problem) => {
  expect(publicUrlProblem(url)).toBe(problem);
});
