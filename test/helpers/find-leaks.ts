import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type postgres from 'postgres';

/** Something that may hold a secret: a table, a log, a file. */
export interface Haystack {
  name: string;
  bytes: Buffer;
}

export interface Leak {
  /** What leaked, by its name. */
  secret: string;
  where: string;
}

/** Formats of secrets, independent of who created them. */
const LOOKS: Record<string, RegExp> = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY/,
  'a token': /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/,
  'an API key': /dwk_[\w-]{20,}/,
};

/**
 * Looks for secrets, also as Base64, in an address, in JSON, and in hexadecimal.
 * @param secrets by name; a Basic header is looked for as a secret of its own
 * @param looksLike what else is one, by its look
 */
export function findLeaks(haystacks: Haystack[], secrets: Record<string, string>, looksLike = LOOKS): Leak[] {
  const needles = Object.entries(secrets).flatMap(([secret, value]) =>
    [...new Set([value, ...linesOf(value)].flatMap(forms))].map((form) => ({ secret, form: Buffer.from(form) })),
  );
  return haystacks.flatMap(({ name, bytes }) => {
    const found = needles.filter(({ form }) => bytes.includes(form)).map(({ secret }) => secret);
    const text = bytes.toString('latin1');
    const looks = Object.entries(looksLike).filter(([, look]) => look.test(text));
    return [...new Set([...found, ...looks.map(([look]) => look)])].map((secret) => ({ secret, where: name }));
  });
}

/** A key has many lines, which may be joined in any way; its first and last line are common to all keys. */
const linesOf = (value: string) => value.split('\n').filter((line) => line.length > 40 && !line.startsWith('-----'));

function forms(value: string): string[] {
  const bytes = Buffer.from(value);
  // Within a longer text, Base64 begins at one of three places; the first and last characters depend on the neighbours.
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : shift + 1, -4),
  );
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('hex'),
    ...inBase64,
    ...inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ].filter((form) => form.length >= 8);
}

const newLine = Buffer.from('\n');

/** Every value of every table as text, and what is kept as bytes in the clear. */
export async function dumpDatabase(sql: postgres.Sql): Promise<Haystack[]> {
  const tables = await sql<{ name: string }[]>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema in ('public', 'drizzle') and table_type = 'BASE TABLE'`;
  return Promise.all(
    tables.map(async ({ name }) => {
      // As PostgreSQL sends them: JSON may hold what cannot become text, such as \u0000; bytes come in hexadecimal.
      const values = (await sql`select * from ${sql(name)}`.raw()).flat().filter((value) => value !== null) as Buffer[];
      const bytes = values
        .filter((value) => value.subarray(0, 2).toString() === '\\x')
        .map((value) => Buffer.from(value.subarray(2).toString(), 'hex'));
      return { name: `table ${name}`, bytes: Buffer.concat([...values, ...bytes].flatMap((part) => [part, newLine])) };
    }),
  );
}

/** All files in a folder, at any depth. @param except relative paths; a folder excludes everything in it */
export function readFiles(folder: string, except: string[] = []): Haystack[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !except.some((one) => path === one || path.startsWith(`${one}/`)))
    .map((path) => ({ name: path, bytes: readFileSync(join(folder, path)) }));
}
