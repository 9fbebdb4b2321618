import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

interface Part {
  file: string;
  imports?: string[];
}

const built = join(import.meta.dirname, '../../dist/web');
const list = join(built, '.vite/manifest.json');
/** Bytes of JavaScript (gzip) that the first page loads. */
const BUDGET = 230 * 1024;

/** @param pages files that are fetched when a page is opened. @returns bytes, packed, with all that these files import */
function firstLoad(...pages: string[]): number {
  if (!existsSync(list)) throw new Error('There is no built web app; `npm run build` makes it.');
  const parts: Record<string, Part> = JSON.parse(readFileSync(list, 'utf8'));
  const files = new Set<string>();
  const follow = (name: string): void => {
    const part = parts[name];
    if (!part) throw new Error(`The built web app has no ${name}.`);
    if (files.has(part.file)) return;
    files.add(part.file);
    for (const imported of part.imports ?? []) follow(imported);
  };
  for (const name of ['index.html', ...pages]) follow(name);
  return [...files].reduce((bytes, file) => bytes + gzipSync(readFileSync(join(built, file))).length, 0);
}

test.each([
  ['the sign-in page', ['accounts/sign-in/sign-in-page.tsx']],
  ['a fresh server, where the first step signs in', ['home/first-run/connect-first.tsx']],
  ['Home', ['home/home-page.tsx', 'staff-pages.tsx']],
])('the first load stays within 230 KiB: %s', (_, pages) => {
  expect(firstLoad(...pages)).toBeLessThanOrEqual(BUDGET);
});
