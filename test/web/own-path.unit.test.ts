import { expect, it } from 'vitest';
import { ownPath } from '../../web/lib/own-path';

it.each(['/u/a/', '/u/a', '/u/b2/calls?live=true', '/u/a/calls/0199#legs', '/u/a/../b/console'])(
  'goes on to %s',
  (path) => {
    expect(ownPath(path)).toBe(new URL(path, 'http://x').href.slice('http://x'.length));
  },
);

it.each([
  ['another host', '//evil.example'],
  ['another host, as old browsers wrote it', '/\\evil.example'],
  ['another host by way of dots', '/u/../..//evil.example'],
  ['a whole address', 'https://evil.example/u/a/'],
  ['a program', 'javascript:alert(1)'],
  ['a program in a path', '/javascript:alert(1)'],
  ['a page as text', 'data:text/html,<script>alert(1)</script>'],
  ['a line break', '/\n/evil.example'],
  ['a tab', '/\t/evil.example'],
  ['the API', '/graphql?query={viewer{id}}'],
  ['a path without slot', '/u/'],
  ['nothing', ''],
])('does not follow %s', (_what, path) => {
  expect(ownPath(path)).toBeUndefined();
});

it('returns no path if none was given', () => {
  expect(ownPath(null)).toBeUndefined();
});
