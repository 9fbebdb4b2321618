import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

/** The one folder whose files write a table, by the table's name in the database. */
const ROOMS: Record<string, string> = {
  accounts: 'accounts',
  members: 'accounts',
  sessions: 'accounts',
  invitations: 'accounts',
  retention: 'accounts',
  audit_entries: 'accounts/audit',
  api_keys: 'accounts/keys',
  origins: 'accounts/origins',
  second_factors: 'accounts/sign-in',
  recovery_codes: 'accounts/sign-in',
  applications: 'applications',
  agents: 'presence',
  agent_lines: 'presence',
  events: 'calls/events',
  event_keys: 'calls/events',
  used_signatures: 'calls/events',
  calls: 'calls/fold',
  legs: 'calls/fold',
  stays: 'calls/fold',
  call_notes: 'calls/notes',
  operations: 'calls/operations',
  consults: 'calls/operations',
  contacts: 'contacts',
  dialling_rules: 'dialling',
  dialling_attempts: 'dialling',
  jobs: 'jobs',
  numbers: 'numbers',
  presets: 'presets',
  preset_versions: 'presets',
  test_calls: 'presets',
  quarter_hours: 'reports',
  agent_quarter_hours: 'reports',
  counted_calls: 'reports',
  tasks: 'tasks',
  users: 'users',
  vonage_budgets: 'vonage',
};

/** Who else writes, which tables, and why. */
const EXCEPTIONS: { writer: string; tables: string[]; why: string }[] = [
  {
    writer: 'calls/fold',
    tables: ['events'],
    why: 'Folding marks events as applied, in the transaction that writes their calls.',
  },
  {
    writer: 'calls/retention',
    tables: ['events', 'event_keys', 'used_signatures', 'calls', 'legs', 'stays', 'counted_calls'],
    why: 'Deleting what is old and replacing a number happen in all tables of calls at once.',
  },
  {
    writer: 'calls/outcome',
    tables: ['calls'],
    why: 'How a call ended is said again when an operation ends, and for calls from before it was kept.',
  },
  {
    writer: 'calls/operations/write-legs.ts',
    tables: ['legs'],
    why: 'A step moves a leg, puts it on hold or ends it, in the transaction that ends the step.',
  },
  {
    writer: 'calls/operations/run-operation.ts',
    tables: ['events'],
    why: 'The early events of a consulted leg are applied again, in the transaction that ends the step.',
  },
  {
    writer: 'applications/sealed-columns.ts',
    tables: ['*'],
    why: 'A new APP_SECRET encrypts every sealed column again, whatever table it is in.',
  },
];

interface Write {
  /** Below server/. */
  file: string;
  table: string;
}

const server = resolve(import.meta.dirname, '../server');
const files = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('simulator/'))
  .sort();
const textOf = (file: string) => readFileSync(join(server, file), 'utf8');

/** The variables of tables → their names in the database. */
const TABLES = new Map(
  files
    .filter((file) => file.endsWith('.table.ts'))
    .flatMap((file) => [...textOf(file).matchAll(/export const (\w+) = pgTable\(\s*'(\w+)'/g)])
    .map(([, variable, name]) => [variable!, name!] as const),
);

/** What the variables of a file mean: tables imported from *.table.ts, some under another name. */
function tablesIn(text: string): Map<string, string> {
  const imported = [...text.matchAll(/import \{([^}]*)\} from '[^']+\.table\.js'/g)].flatMap(([, names]) =>
    names!.split(','),
  );
  return new Map(
    imported.flatMap((one) => {
      const [variable, alias] = one.trim().split(' as ');
      const table = TABLES.get(variable!);
      return table ? [[alias ?? variable!, table] as const] : [];
    }),
  );
}

/** How a file writes: through db or tx, or by SQL. */
const DRIZZLE = /\b(?:db|tx)\s*\.(?:insert|update|delete)\((\w+)\)/g;
const SQL = /\b(?:insert into|delete from|update(?=\s+\S+\s+set\b))\s+(?:\$\{(\w+)\}|(\w+))/gi;

/** Every statement that writes; a table that cannot be told is `?`. */
function writesOf(file: string): Write[] {
  const text = textOf(file);
  const known = tablesIn(text);
  const names = new Set(TABLES.values());
  const byDrizzle = [...text.matchAll(DRIZZLE)].map(([, variable]) => known.get(variable!) ?? '?');
  const bySql = [...text.matchAll(SQL)].map(([, variable, name]) =>
    variable ? (known.get(variable) ?? '?') : names.has(name!) ? name! : '?',
  );
  return [...byDrizzle, ...bySql].map((table) => ({ file, table }));
}

const within = (file: string, place: string) => file === place || file.startsWith(`${place}/`);
const writes = files.flatMap(writesOf);

it('gives every table one folder that writes it', () => {
  expect(Object.keys(ROOMS).sort()).toEqual([...TABLES.values()].sort());
});

it('lets no other folder write a table, but for the exceptions', () => {
  const wrong = writes
    .filter(({ file, table }) => !within(file, ROOMS[table] ?? '?'))
    .filter(
      ({ file, table }) =>
        !EXCEPTIONS.some(
          ({ writer, tables }) => within(file, writer) && (tables.includes(table) || tables.includes('*')),
        ),
    );
  expect([...new Set(wrong.map(({ file, table }) => `${file} writes ${table}`))]).toEqual([]);
});

it('lists no exception that is not needed', () => {
  const needless = EXCEPTIONS.flatMap(({ writer, tables }) =>
    tables
      .filter((name) => !writes.some(({ file, table }) => within(file, writer) && (name === '*' || name === table)))
      .map((name) => `${writer} ${name}`),
  );
  expect(needless).toEqual([]);
});
