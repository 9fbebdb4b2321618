import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import errors from '../../web/locales/en/errors.json';

const SERVER = join(import.meta.dirname, '../../server');
const sources = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('simulator/'))
  .map((path) => [path, readFileSync(join(SERVER, path), 'utf8')] as const);
const sentences = errors as unknown as Record<string, Record<string, string> | undefined>;

interface ServerError {
  at: string;
  code: string;
  rule: string | null;
  /** Names of the values that come with it; null where the source computes them. */
  params: string[] | null;
}

/** The text of a call's arguments. @param start index after its opening parenthesis */
function argumentsAt(source: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; depth > 0; end++) depth += { '(': 1, ')': -1 }[source[end]!] ?? 0;
  return source.slice(start, end - 1);
}

/** @param object `{ a, b: 1 }`, or undefined where there is none */
function keysOf(object: string | undefined): string[] | null {
  if (object === undefined) return [];
  if (object.includes('...')) return null;
  return [...object.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, name]) => name!);
}

/** Every `fail('CODE', …)` and `badInput(field, 'rule', …)` whose code and rule are written out. */
function errorsIn([path, source]: readonly [string, string]): ServerError[] {
  return [...source.matchAll(/\b(fail|badInput)\(/g)].flatMap((match): ServerError[] => {
    const text = argumentsAt(source, match.index + match[0].length);
    const at = `${path}:${source.slice(0, match.index).split('\n').length}`;
    if (match[1] === 'badInput') {
      const rule = /^[^,]+,\s*'(\w+)'/.exec(text)?.[1];
      return rule ? [{ at, code: 'BAD_INPUT', rule, params: keysOf(/\{([^{}]*)\},?\s*$/.exec(text)?.[1]) }] : [];
    }
    const code = /^\s*'(\w+)'/.exec(text)?.[1];
    const rule = /\brule: '(\w+)'/.exec(text)?.[1] ?? null;
    const isComputed = rule === null && /\brule\b|\.\.\.|,\s*\w+,?\s*$/.test(text);
    if (!code || isComputed) return [];
    return [
      { at, code, rule, params: /\bparams[,\s}]/.test(text) ? null : keysOf(/\bparams: \{([^{}]*)\}/.exec(text)?.[1]) },
    ];
  });
}

const all = sources.flatMap(errorsIn);
const sentenceOf = ({ code, rule }: ServerError) => sentences[code]?.[rule ?? 'general'] ?? sentences[code]?.general;
const show = ({ at, code, rule }: ServerError) => `${at} ${code} ${rule ?? ''}`;

/** Only programs and Vonage meet these; the web app never sends what they refuse. */
const FOR_PROGRAMS = new Set([
  'cursor',
  'instant',
  'json',
  'type',
  'signature',
  'replay',
  'unsigned',
  'apiKey',
  'scope',
  'host',
]);
/** What to do is the same for all errors of the code, so the general sentence says it. */
const GENERAL_SAYS_IT = new Set([
  'role',
  'closed',
  'noApiKey',
  'ownUser',
  'newerVersion',
  'connection',
  'away',
  'atOnce',
  'open',
]);

test('every error of the server has a sentence on the screen', () => {
  expect(all.length).toBeGreaterThan(100);
  const unsaid = all
    .filter(({ rule }) => rule !== null && !FOR_PROGRAMS.has(rule))
    .filter(({ code, rule }) => !sentences[code]?.[GENERAL_SAYS_IT.has(rule!) ? 'general' : rule!]);
  expect(unsaid.map(show)).toEqual([]);
});

test('the server fills every placeholder of an error sentence', () => {
  /** The page has a value for these with every error (web/lib/problem.ts). */
  const always = ['retryAfter', 'title', 'detail', 'name', 'msisdn'];
  const unfilled = all.flatMap((one) => {
    const wanted = [...(sentenceOf(one) ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);
    const { params } = one;
    return params
      ? wanted.filter((name) => ![...always, ...params].includes(name)).map((name) => `${show(one)} ${name}`)
      : [];
  });
  expect(unfilled).toEqual([]);
});

test('every error sentence is for a rule of the server', () => {
  const text = sources.map(([, source]) => source).join('\n');
  const unused = Object.entries(sentences)
    .filter(([code]) => /^[A-Z_]+$/.test(code))
    .flatMap(([code, rules]) => Object.keys(rules!).map((rule) => ({ code, rule })))
    .filter(({ rule }) => rule !== 'general' && !new RegExp(`\\b${rule.replace(/^dialling_/, '')}\\b`).test(text));
  expect(unused).toEqual([]);
});
