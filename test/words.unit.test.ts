import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

/** Words that make a sentence hard to read, each with the plain ones (docs/CONTRIBUTING.md). */
const PROSE: [unwanted: RegExp, plain: string][] = [
  [/\b(he|his|him|himself)\b/, 'they, their, them'],
  [/\bfor ever\b/, 'indefinitely, endlessly'],
  [/\bsomebody\b/i, 'someone'],
  [/\beverybody\b/i, 'everyone'],
  [/\bstands in for\b/, 'replaces'],
  [/\bany more\b/, 'no longer'],
  [/\bdoors?\b/, 'endpoint, webhook, GraphQL API'],
  [/\bset-up code\b/, 'setup code'],
];
const NAMES: [unwanted: RegExp, plain: string][] = [
  [/forsaken/i, 'abandoned'],
  [/freeTheLonely/, 'a name from the glossary'],
  [/\bpassOn\b/, 'transfer'],
  [/believedUntil/, 'cachedUntil'],
];

/** Folders whose comments are checked; add a folder once it is clean. */
const PLAIN = [
  ...[
    'calls',
    'contacts',
    'db',
    'graphql',
    'jobs',
    'presence',
    'realtime',
    'removal',
    'tasks',
    'webhooks',
    'accounts',
    'applications',
    'dialling',
    'numbers',
    'presets',
    'simulator',
    'tokens',
    'users',
    'vonage',
  ].map((name) => `server/${name}`),
  'shared',
  'scripts',
  'web',
];
/** Folders that must not contain retired names. */
const CODE = ['server', 'shared', 'scripts', 'web'];

const root = resolve(import.meta.dirname, '..');

function files(path: string, ...extensions: string[]): string[] {
  const full = join(root, path);
  if (statSync(full).isFile()) return [full];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Lines of prose with their numbers: no code blocks, no inline code. */
function proseOf(file: string): [number, string][] {
  const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]+/g, ''));
  return text.split('\n').map((line, index) => [index + 1, line.replace(/`[^`]*`/g, '')]);
}

/** Comment lines with their numbers. */
function commentsOf(file: string): [number, string][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line, index): [number, string] => [index + 1, line])
    .filter(([, line]) => /^\s*(\/\/|\/?\*)/.test(line) || /[;,{] \/\/ /.test(line))
    .map(([number, line]) => [number, line.replace(/`[^`]*`/g, '').replace(/@param \w+/, '')]);
}

/** Descriptions in the schema with their line numbers. */
function descriptionsOf(file: string): [number, string][] {
  let inside = false;
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line, index): [number, string, boolean] => {
      const marks = line.split('"""').length - 1;
      const isDescription = inside || marks > 0;
      if (marks === 1) inside = !inside;
      return [index + 1, line.replace(/`[^`]*`/g, ''), isDescription];
    })
    .filter(([, , isDescription]) => isDescription)
    .map(([number, line]) => [number, line]);
}

const unwantedIn = (paths: string[], linesOf: (file: string) => [number, string][], words: [RegExp, string][]) =>
  paths.flatMap((file) =>
    linesOf(file).flatMap(([number, line]) =>
      words
        .filter(([unwanted]) => unwanted.test(line))
        .map(([unwanted, plain]) => `${relative(root, file)}:${number} ${line.match(unwanted)![0]} → ${plain}`),
    ),
  );

it('keeps unwanted words out of the README and the docs', () => {
  expect(unwantedIn([...files('README.md'), ...files('docs', '.md')], proseOf, PROSE)).toEqual([]);
});

it('keeps unwanted words out of the descriptions of the GraphQL API', () => {
  expect(unwantedIn(files('schema.graphql'), descriptionsOf, PROSE)).toEqual([]);
});

it('keeps unwanted words out of comments', () => {
  expect(
    unwantedIn(
      PLAIN.flatMap((folder) => files(folder, '.ts', '.tsx', '.mjs')),
      commentsOf,
      PROSE,
    ),
  ).toEqual([]);
});

it('keeps retired names out of the code', () => {
  const linesOf = (file: string) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line, index): [number, string] => [index + 1, line]);
  expect(
    unwantedIn(
      CODE.flatMap((folder) => files(folder, '.ts', '.tsx', '.mjs')),
      linesOf,
      NAMES,
    ),
  ).toEqual([]);
});
