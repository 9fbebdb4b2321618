import postgres from 'postgres';
import { inject } from 'vitest';
import { randomId } from '../../server/ids.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The cluster of this test run; its database `denwaban_template` is migrated and closed. */
    clusterUrl: string;
  }
}

export const TEMPLATE = 'denwaban_template';

/** The address of another database of the same cluster. */
export function databaseUrl(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

interface OwnDatabase {
  url: string;
  /** Drops it even if there are connections. */
  drop(): Promise<void>;
}

/** A separate migrated database, copied from the template. */
export const createTestDatabase = (): Promise<OwnDatabase> => create(`template "${TEMPLATE}"`);

/** A separate database without any tables, for tests of migrations. */
export const createEmptyDatabase = (): Promise<OwnDatabase> => create('');

async function create(copying: string): Promise<OwnDatabase> {
  const cluster = inject('clusterUrl');
  const name = `test_${randomId().replaceAll('-', '_').toLowerCase()}`;
  const run = async (statement: string) => {
    const sql = postgres(cluster, { max: 1, onnotice: () => {} });
    try {
      await sql.unsafe(statement);
    } finally {
      await sql.end();
    }
  };
  await run(`create database "${name}" ${copying}`);
  return { url: databaseUrl(cluster, name), drop: () => run(`drop database if exists "${name}" with (force)`) };
}
