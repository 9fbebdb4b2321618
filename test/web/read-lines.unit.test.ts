import { expect, test } from 'vitest';
import { readLines, readListFile } from '../../web/users/read-lines';

const named = (text: string) => readLines(text).map(({ name, displayName }) => [name, displayName]);
const TANAKA = [['tanaka.h', 'Tanaka, Hanako']];

test.each([
  ['as Excel writes it', '\uFEFF"tanaka.h","Tanaka, Hanako"\r\n'],
  ['with semicolons, as in Germany', 'tanaka.h;"Tanaka, Hanako"\r\n;\r\n'],
  ['with tabs, as cells are copied', 'tanaka.h\tTanaka, Hanako\n'],
  ['with empty lines and columns', '\r\n"tanaka.h","Tanaka, Hanako",,\r\n,,,\r\n\r\n'],
  ['with a first row', 'User name,Display name\n"tanaka.h","Tanaka, Hanako"'],
  ['with a first row in another order', 'Display Name,Phone,Name\n"Tanaka, Hanako",1,tanaka.h'],
  ['with a first row in Japanese', '\uFEFFユーザー名,表示名\r\ntanaka.h,"Tanaka, Hanako"\r\n'],
])('a list is read %s', (_, text) => {
  expect(named(text)).toEqual(TANAKA);
});

test('reads typed lines: one name per line, a comma, a display name', () => {
  expect(named('Jane, Jane Doe\nJoe\n\n  Anna  ')).toEqual([
    ['Jane', 'Jane Doe'],
    ['Joe', null],
    ['Anna', null],
  ]);
  expect(named('')).toEqual([]);
  expect(named('name\nJane')).toEqual([['Jane', null]]);
  // Somebody may be called so.
  expect(named('user, The User\nJane')).toEqual([
    ['user', 'The User'],
    ['Jane', null],
  ]);
});

test('gives each line its number and its text', () => {
  const lines = readLines('Name,Display name\n\n"a","A ""1"""\n"b","two\nlines"\nc\n');
  expect(lines.map(({ number, name }) => [number, name])).toEqual([
    [3, 'a'],
    [4, 'b'],
    [6, 'c'],
  ]);
  expect(named(lines.map(({ text }) => text).join('\n'))).toEqual(
    lines.map(({ name, displayName }) => [name, displayName]),
  );
});

test.each([
  ['UTF-8', [...new TextEncoder().encode('田中')]],
  ['UTF-16', [0xff, 0xfe, 0x30, 0x75, 0x2d, 0x4e]],
  ['Shift_JIS', [0x93, 0x63, 0x92, 0x86]],
])('a file is read in %s', (_, bytes) => {
  expect(readListFile(Uint8Array.from(bytes))).toBe('田中');
});
