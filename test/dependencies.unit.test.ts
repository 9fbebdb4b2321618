import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Name and version of every row of the tables. */
const LISTED = [...read('docs/dependencies.md').matchAll(/^\| (\S+) \| (\d\S*) \|/gm)].map(([, name, version]) => ({
  name: name!,
  version: version!,
}));
const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'optionalDependencies' | 'devDependencies',
  Record<string, string>
>;

it('docs/dependencies.md lists what the server ships with', () => {
  const names = LISTED.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(dependencies), ...Object.keys(optionalDependencies)]));
});

it('docs/dependencies.md names the versions of package.json', () => {
  const used: Record<string, string> = { ...devDependencies, ...optionalDependencies, ...dependencies };
  expect(LISTED).toEqual(LISTED.map(({ name }) => ({ name, version: used[name] })));
});
