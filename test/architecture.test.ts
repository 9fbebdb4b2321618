import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** The server from the bottom up: a file may import from its own folder and from the rows above it here. */
const RANKS = [
  [
    'errors.ts',
    'config.ts',
    'clock.ts',
    'ids.ts',
    'page.ts',
    'node.type.ts',
    'page.type.ts',
    'log.ts',
    'redact.ts',
    'secrets.ts',
    'rate-limit.ts',
    'in-time.ts',
    'gather.ts',
    'on-abort.ts',
    'json-depth.ts',
    'stop-signal.ts',
    'child-env.ts',
  ],
  ['db', 'realtime'],
  ['jobs'],
  ['vonage'],
  ['accounts'],
  ['tasks'],
  ['applications'],
  ['users'],
  ['tokens'],
  ['regions'],
  ['presets'],
  ['numbers'],
  ['dialling'],
  ['contacts'],
  ['calls'],
  ['presence'],
  ['recordings'],
  ['queue'],
  ['supervision'],
  ['reports'],
  ['removal'],
  ['doctor'],
  ['services.ts'],
  ['context.ts'],
  ['webhooks', 'graphql'],
  ['app.ts'],
  ['start.ts'],
  ['main.ts'],
];
const HELPERS = RANKS[0]!;
/** Shared by server, web app and scripts; imports only libraries. */
const isShared = (path: string) => path.startsWith('shared/');
const SIMULATOR_MAY = ['vonage/ncco.ts', 'vonage/ncco-rules.ts', 'vonage/check-ncco.ts', 'vonage/webhook-bodies.ts'];
/** The web app in the same way; files of the first row may import from each other. */
const WEB_RANKS = [
  ['ui', 'lib', 'voice', 'generated', 'locales'],
  ['simulator'],
  ['tasks'],
  ['accounts'],
  ['applications'],
  ['users'],
  ['tokens'],
  ['dialling'],
  ['presets'],
  ['numbers'],
  ['calls'],
  ['console', 'home', 'api', 'settings', 'search'],
  ['staff-pages'],
  ['site'],
  ['router'],
  ['main', 'handsets'],
];

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

const IMPORT = /(?:import|export)(\s+type)?[^'";]*?from\s+'(\.[^']+)'|import\(?\s*'(\.[^']+)'/g;

/** The source file that an import names: .js stands for .ts or .tsx. */
function target(path: string): string {
  const bare = path.replace(/\.js$/, '');
  const file = [`${bare}.ts`, `${bare}.tsx`].find((candidate) => existsSync(candidate)) ?? path;
  return relative(root, file);
}

function imports(folder: string): Import[] {
  return sourceFiles(folder).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, type, specifier, bare]) => ({
      from: relative(root, file),
      to: target(resolve(dirname(file), (specifier ?? bare)!)),
      typeOnly: Boolean(type),
    })),
  );
}

/** The groups of files that import each other, directly or through others (Tarjan's strongly connected components). */
function circles(all: Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of all) targets.set(from, [...(targets.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const found: string[][] = [];
  function visit(file: string) {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    path.push(file);
    for (const to of targets.get(file) ?? []) {
      if (!order.has(to)) visit(to);
      if (path.includes(to)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(to)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = path.splice(path.indexOf(file));
    if (group.length > 1) found.push(group.sort());
  }
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return found;
}

/** server/calls/x.ts → calls; server/app.ts → app.ts */
const part = (path: string) => path.split('/')[1] ?? '';
const rank = (path: string) => RANKS.findIndex((row) => row.includes(part(path)));
const show = (found: Import[]) => found.map((one) => `${one.from} → ${one.to}`);

describe('imports go one way', () => {
  const server = imports('server');

  it('gives every file of the server a place in the order', () => {
    const lost = sourceFiles('server')
      .map((file) => relative(root, file))
      .filter((file) => part(file) !== 'simulator' && rank(file) < 0);
    expect(lost).toEqual([]);
  });

  it('lets the server import only from below (tables may be joined; a resolver knows the type of its context)', () => {
    const upward = server
      .filter((one) => part(one.from) !== 'simulator' && part(one.to) !== 'simulator')
      .filter((one) => part(one.from) !== part(one.to) && rank(one.to) >= rank(one.from))
      .filter((one) => !(one.typeOnly && one.from.endsWith('.resolver.ts') && one.to === 'server/context.ts'))
      .filter((one) => !one.to.endsWith('.table.ts'))
      .filter((one) => !(HELPERS.includes(part(one.from)) && HELPERS.includes(part(one.to))));
    expect(show(upward)).toEqual([]);
  });

  it('keeps the simulator separate: it imports only wire formats and shared code, and nothing imports it', () => {
    const inward = server.filter((one) => part(one.from) !== 'simulator' && part(one.to) === 'simulator');
    const outward = server
      .filter((one) => part(one.from) === 'simulator' && part(one.to) !== 'simulator')
      .filter((one) => !HELPERS.includes(part(one.to)) && !isShared(one.to))
      .filter((one) => !SIMULATOR_MAY.some((path) => one.to === `server/${path}`));
    expect(show([...inward, ...outward])).toEqual([]);
  });

  it('lets shared code import only libraries', () => {
    expect(show(imports('shared').filter((one) => !isShared(one.to)))).toEqual([]);
  });

  it('lets the web import nothing of the server, and a page only from below', () => {
    const rankOfWeb = (path: string) => WEB_RANKS.findIndex((row) => row.includes(part(path).replace(/\.tsx?$/, '')));
    const wrong = imports('web').filter((one) => {
      if (one.to === 'schema.graphql?raw' || isShared(one.to)) return false;
      if (!one.to.startsWith('web/')) return true;
      const [from, to] = [rankOfWeb(one.from), rankOfWeb(one.to)];
      if (from < 0 || to < 0) return true;
      return part(one.from) !== part(one.to) && !(from === 0 && to === 0) && to >= from;
    });
    expect(show(wrong)).toEqual([]);
  });

  it('draws no circle between files, not even by types', () => {
    expect(['server', 'web', 'shared', 'scripts'].flatMap((folder) => circles(imports(folder)))).toEqual([]);
  });
});
