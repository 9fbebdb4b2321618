import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = 'web';
const files = readdirSync(ROOT, { recursive: true }).map((file) => join(ROOT, String(file)));
const text = (file: string) => readFileSync(file, 'utf8');
const sheets = files.filter((file) => file.endsWith('.css'));
const modules = files.filter((file) => /\.tsx?$/.test(file));

const OWN_CLASS = /(?<![\w-])dw-[a-z][\w-]*/g;
const classesIn = (from: string) => new Set(from.match(OWN_CLASS) ?? []);
const sheetsOf = (module: string) =>
  [...text(module).matchAll(/^import '(\..+\.css)';$/gm)].map(([, path]) => join(dirname(module), path!));

/** Those that every page has. */
const everywhere = new Set([...sheetsOf('web/ui/theme/styles.ts'), ...sheetsOf('web/ui/frame/frame.tsx')]);

/** By class: the sheets with a rule that begins at it; `.a .b` is a rule of `.a`. */
const owners = new Map<string, Set<string>>();
for (const sheet of sheets) {
  const bare = text(sheet).replace(/\/\*[\s\S]*?\*\//g, '');
  for (const [, selectors] of bare.matchAll(/([^{};]+)\{/g)) {
    for (const selector of selectors!.split(',')) {
      const [first] = selector.match(/\.dw-[a-z][\w-]*/) ?? [];
      if (first) owners.set(first.slice(1), (owners.get(first.slice(1)) ?? new Set()).add(sheet));
    }
  }
}

it('defines each class in one stylesheet, because all pages share them', () => {
  const twice = [...owners].filter(([, sheets]) => [...sheets].filter((sheet) => !everywhere.has(sheet)).length > 1);
  expect(twice.map(([name, sheets]) => `${name}: ${[...sheets].join(', ')}`)).toEqual([]);
});

it('imports the stylesheets of its classes in each component', () => {
  const missing = modules.flatMap((module) => {
    const there = new Set([...everywhere, ...sheetsOf(module)]);
    return [...classesIn(text(module))]
      .filter((name) => owners.has(name) && ![...owners.get(name)!].some((sheet) => there.has(sheet)))
      .map((name) => `${module}: ${name} of ${[...owners.get(name)!].join(', ')}`);
  });
  expect(missing).toEqual([]);
});
