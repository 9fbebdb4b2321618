import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const foldersIn = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Paths in the first column of the project structure; later names in a row are siblings of the first. */
function structureOf(file: string): string[] {
  const [, section = ''] = readFileSync(join(root, file), 'utf8').split(/^## (?:Project structure|プロジェクト構成)$/m);
  const cells = [...section.split(/^## /m)[0]!.matchAll(/^\| (`.+?) \|/gm)].map(([, cell]) => cell!);
  return cells.flatMap((cell) => {
    const [first = '', ...others] = [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    const parent = first.includes('/') ? first.slice(0, first.lastIndexOf('/') + 1) : '';
    return [first, ...others.map((name) => (name.includes('/') ? name : parent + name))];
  });
}

describe.each(['README.md', 'README.ja.md'])('the project structure in %s', (file) => {
  const named = structureOf(file);

  it('names only paths that exist', () => {
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names every folder of the server', () => {
    expect(foldersIn('server').filter((name) => !named.includes(`server/${name}`))).toEqual([]);
  });
});

it('has the same environment variables in both languages', () => {
  const variables = (file: string) => [
    ...new Set(
      readFileSync(join(root, file), 'utf8')
        .split(/^## (?:Environment|環境変数)$/m)[1]!
        .match(/^\| .*/gm)!
        .flatMap((row) => row.split('|')[1]!.match(/`[A-Z_]+`/g) ?? []),
    ),
  ];
  expect(variables('README.ja.md')).toEqual(variables('README.md'));
});
