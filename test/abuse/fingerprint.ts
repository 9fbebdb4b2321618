import { sql } from 'drizzle-orm';
import type { TestApp } from '../helpers/test-app.js';

/** What the server writes by itself: when it last looked for what is too old. */
const OWN = ['retention'];

/** Every table with the number of its rows and a hash of what stands in them: the same before and after = nothing was written. */
export async function fingerprint({ db }: Pick<TestApp, 'db'>): Promise<Record<string, string>> {
  const tables = await db.execute<{ name: string }>(
    sql`select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const marks: Record<string, string> = {};
  for (const { name } of tables) {
    if (OWN.includes(name)) continue;
    const [row] = await db.execute<{ mark: string }>(
      sql.raw(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as mark from ${name} t`,
      ),
    );
    marks[name] = row!.mark;
  }
  return marks;
}
