import { eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Db } from '../../db/connect.js';
import { badInput } from '../../errors.js';
import { follow } from '../../realtime/follow.js';
import type { Realtime } from '../../realtime/topics.js';
import { type Actor, requireRole } from '../actor.js';
import type { Audit } from '../audit/audit.js';
import { origins } from './origins.table.js';

/** Lists of origins, as browsers send them. */
export interface Origins {
  /** Additional addresses of the web app. */
  webApp: string[];
  /** Third-party tools; they get no cookie. */
  tools: string[];
}

interface OriginsDeps {
  db: Db;
  audit: Audit;
  realtime: Realtime;
  log: FastifyBaseLogger;
  /** Ends the subscription. */
  signal: AbortSignal;
}

const MOST = 20;
const LONGEST = 200;

/** Origins whose pages may send requests, in addition to PUBLIC_URL. In memory, because every request is checked. */
export function createOrigins({ db, audit, realtime, log, signal }: OriginsDeps) {
  let known: Origins = { webApp: [], tools: [] };

  async function read({ accountId }: Actor): Promise<Origins> {
    const [row] = await db.select().from(origins).where(eq(origins.accountId, accountId));
    return { webApp: row?.webApp ?? [], tools: row?.tools ?? [] };
  }

  async function reload(): Promise<void> {
    const rows = await db.select().from(origins);
    known = { webApp: rows.flatMap(({ webApp }) => webApp), tools: rows.flatMap(({ tools }) => tools) };
  }

  return {
    /** The lists of all accounts, from memory. */
    known: (): Readonly<Origins> => known,

    /** Loads the lists; call it before listening. */
    async start(): Promise<void> {
      const problem = 'The listed origins could not be read.';
      void follow(realtime, { topic: 'origins', react: reload, signal, log, problem });
      await reload();
    },

    /** @throws FORBIDDEN */
    async find(actor: Actor): Promise<Origins> {
      requireRole(actor, 'admin');
      return read(actor);
    },

    /** @throws FORBIDDEN; BAD_INPUT for an invalid origin, or too many */
    async save(actor: Actor, input: Origins): Promise<Origins> {
      requireRole(actor, 'admin');
      const { accountId } = actor;
      const after = {
        webApp: checkOrigins('input.webApp', input.webApp),
        tools: checkOrigins('input.tools', input.tools),
      };
      const before = await read(actor);
      await db.transaction(async (tx) => {
        await tx
          .insert(origins)
          .values({ accountId, ...after })
          .onConflictDoUpdate({ target: origins.accountId, set: after });
        const target = { kind: 'account', id: accountId, name: '' };
        await audit.record(actor, { action: 'origins.changed', target, before: { ...before }, after }, tx);
      });
      await reload();
      await realtime.publish('origins', { accountId });
      return after;
    },
  };
}

export type OriginsService = ReturnType<typeof createOrigins>;

/** @returns normalized origins, without duplicates */
function checkOrigins(field: string, typed: string[]): string[] {
  const found = typed.map((one) => one.trim()).filter(Boolean);
  if (found.length > MOST) throw badInput(field, 'tooMany', `No more than ${MOST} are allowed.`, { max: MOST });
  return [...new Set(found.map((one) => checkOrigin(field, one)))];
}

function checkOrigin(field: string, typed: string): string {
  const { protocol, origin, href } = URL.canParse(typed) ? new URL(typed) : new URL('none:');
  const isWeb = protocol === 'https:' || protocol === 'http:';
  if (isWeb && href === `${origin}/` && typed.length <= LONGEST) return origin;
  const sentence = 'This isn’t an origin. Write it like https://desk.example.org, without a path.';
  throw badInput(field, 'origin', sentence, { origin: typed.slice(0, LONGEST) });
}
