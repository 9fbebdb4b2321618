import { sql } from 'drizzle-orm';
import type { TestApp } from '../helpers/test-app.js';

/** What the server writes on its own: the last retention run, due work, what is used of Vonage's limits. */
const OWN = ['retention', 'jobs', 'vonage_budgets'];
/** Made ahead by the server, and read through `events`. */
const PARTITION = /^events_/;
/** That something was refused is written down, and nothing else of it. */
const REFUSALS = "action ~ '[rR]efused$'";
/** To the minute: when and where a person was last seen, and when a webhook was last verified or refused. */
const NOTED =
  "array['last_seen_at', 'last_used_at', 'address', 'signature_verified_at', 'signature_refused_at', 'signature_refusal']";

/**
 * Every table with its number of rows and a hash of their content: if unchanged, nothing was written.
 * @param naming only rows that contain one of these ids
 */
export async function fingerprint({ db }: Pick<TestApp, 'db'>, naming?: string[]): Promise<Record<string, string>> {
  const named = naming ? `t::text ~ '${naming.join('|')}'` : 'true';
  const tables = await db.execute<{ name: string }>(
    sql`select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const marks: Record<string, string> = {};
  for (const { name } of tables) {
    if (OWN.includes(name) || PARTITION.test(name)) continue;
    const which = name === 'audit_entries' ? `where ${named} and not ${REFUSALS}` : `where ${named}`;
    const [row] = await db.execute<{ mark: string }>(
      sql.raw(
        `select count(*) || ' ' || coalesce(md5(string_agg(written, '|' order by written)), '') as mark
        from (select (to_jsonb(t) - ${NOTED})::text as written from ${name} t ${which}) rows`,
      ),
    );
    marks[name] = row!.mark;
  }
  return marks;
}
