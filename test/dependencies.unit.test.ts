import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readJson = <T>(path: string) => JSON.parse(read(path)) as T;

/** Every row of the tables in docs/dependencies.md. */
const LISTED = [...read('docs/dependencies.md').matchAll(/^\| (\S+) \| (\d\S*) \| \S+ \| (.+) \|$/gm)].map(
  ([, name, version, license]) => ({ name: name!, version: version!, license: license! }),
);
const { dependencies, optionalDependencies, devDependencies } =
  readJson<Record<'dependencies' | 'optionalDependencies' | 'devDependencies', Record<string, string>>>('package.json');
const locked = readJson<{ packages: Record<string, { license?: string; dev?: boolean }> }>(
  'package-lock.json',
).packages;

/** The `license` field of a package; that of a platform package which is not installed here is read from the lock file. */
function licenseOf(name: string) {
  const folder = `node_modules/${name}`;
  return existsSync(join(root, folder, 'package.json'))
    ? readJson<{ license?: string }>(`${folder}/package.json`).license
    : locked[folder]?.license;
}

it('docs/dependencies.md lists every runtime dependency of the server', () => {
  const names = LISTED.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(dependencies), ...Object.keys(optionalDependencies)]));
});

it('docs/dependencies.md gives the versions of package.json', () => {
  const used: Record<string, string> = { ...devDependencies, ...optionalDependencies, ...dependencies };
  expect(LISTED.map(({ name, version }) => ({ name, version }))).toEqual(
    LISTED.map(({ name }) => ({ name, version: used[name] })),
  );
});

it('docs/dependencies.md gives the license that each package declares', () => {
  expect(LISTED.map(({ name, license }) => ({ name, license }))).toEqual(
    LISTED.map(({ name }) => ({ name, license: licenseOf(name) })),
  );
});

it('docs/dependencies.md names every license of the indirect dependencies', () => {
  const sentence = read('docs/dependencies.md').split('## Indirect dependencies')[1]!;
  const licenses = Object.values(locked)
    .filter(({ dev }) => !dev)
    .flatMap(({ license }) => license?.match(/\w[\w.-]*/g) ?? [])
    .filter((word) => word !== 'AND' && word !== 'OR');
  expect([...new Set(licenses)].filter((license) => !sentence.includes(license))).toEqual([]);
});
