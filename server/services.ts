import type { FastifyBaseLogger } from 'fastify';
import { createAccounts } from './accounts/accounts.service.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import type { Db } from './db/connect.js';
import type { Realtime } from './realtime/topics.js';
import type { Secrets } from './secrets.js';

/** What the services stand on: the doors out, time, secrets, settings, the log. */
export interface Deps {
  db: Db;
  realtime: Realtime;
  clock: Clock;
  secrets: Secrets;
  config: Config;
  log: FastifyBaseLogger;
}

/** The wiring, in rank order: a service knows only those above it here. */
export function createServices(deps: Deps) {
  const background = new AbortController();
  const { signal } = background;
  const accounts = createAccounts({ ...deps, signal });

  return {
    accounts,

    /** Ends what the services do by themselves (listening, applying); call it before the database closes. */
    async close(): Promise<void> {
      background.abort();
    },
  };
}

export type Services = ReturnType<typeof createServices>;
