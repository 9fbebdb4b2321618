import { setTimeout as sleep } from 'node:timers/promises';
import { and, desc, eq } from 'drizzle-orm';
import type { Actor } from '../../accounts/actor.js';
import { applications } from '../../applications/applications.table.js';
import { checkPhoneNumber } from '../../applications/phone-number.js';
import type { Db } from '../../db/connect.js';
import type { Dialling } from '../../dialling/dialling.service.js';
import { fail, notFound } from '../../errors.js';
import type { AppEndpoint, PhoneEndpoint } from '../../vonage/ncco.js';
import { type LegRow, legs } from '../calls.table.js';
import { viewLeg } from '../fold/leg-state.js';

/** Whom a contact is transferred to, or who is consulted: one of the two. */
export interface TransferTarget {
  userName?: string | null;
  /** E.164 digits without `+`. */
  number?: string | null;
}

/** An agent in a call, and the contact they talk with. */
export interface Talk {
  agent: LegRow;
  customer: LegRow;
}

/** Whether a user can be rung, as far as is known. */
export type IsThere = (applicationId: string, userName: string) => Promise<boolean>;

/** Vonage's ids are opaque, but are one word. */
const LEG_ID = /^[\w-]{8,64}$/;
/** Together the time for which an event may be late. */
const PAUSE_MS = 200;
const MOST_PAUSES = 10;

const nobodyThere = () => fail('CONFLICT', 'Nobody is at the other end of the line.', { rule: 'nobodyThere' });

/**
 * Finds the leg of an agent and who is at the other end.
 * @param consulted the legs of those who are only consulted about a call: they are not in it yet
 */
export function createTalk(deps: {
  db: Db;
  dial: Dialling['dial'];
  isThere: IsThere;
  consulted: (callId: string) => Promise<string[]>;
}) {
  const { db } = deps;

  /** Also one that is over. @throws NOT_FOUND, also for a leg that is not the agent's own; an admin's may be anybody's */
  async function legOf(actor: Actor, uuid: string): Promise<LegRow> {
    if (!LEG_ID.test(uuid)) throw notFound('leg', uuid);
    const found = await patiently(async () => {
      const [row] = await db
        .select({ leg: legs, accountId: applications.accountId })
        .from(legs)
        .innerJoin(applications, eq(applications.id, legs.applicationId))
        .where(eq(legs.uuid, uuid))
        // A leg of another account may have the same id.
        .orderBy(desc(eq(applications.accountId, actor.accountId)));
      return row;
    });
    const { leg, accountId } = found ?? {};
    const own = leg?.userName === actor.userName && leg?.applicationId === actor.applicationId;
    if (!leg || accountId !== actor.accountId || (actor.role !== 'admin' && !own)) throw notFound('leg', uuid);
    return leg;
  }

  /** @throws NOT_FOUND as `legOf`, and for a leg that is over */
  async function ownLeg(actor: Actor, uuid: string): Promise<LegRow> {
    const leg = await legOf(actor, uuid);
    if (!leg.live) throw notFound('leg', uuid);
    return leg;
  }

  return {
    legOf,
    ownLeg,

    /** The contact is rather someone from outside than a colleague. @throws NOT_FOUND as `ownLeg`, CONFLICT (nobodyThere) */
    async talkOf(actor: Actor, uuid: string): Promise<Talk> {
      const talk = await patiently(async () => {
        const agent = await ownLeg(actor, uuid);
        const live = and(eq(legs.callId, agent.callId), eq(legs.live, true));
        const consulted = await deps.consulted(agent.callId);
        if (consulted.includes(uuid)) return undefined;
        const others = (await db.select().from(legs).where(live))
          .filter((leg) => leg.uuid !== uuid && !consulted.includes(leg.uuid))
          .map((leg) => ({ leg, view: viewLeg(leg.uuid, leg.state) }))
          .filter(({ view }) => view.answeredAt !== null)
          .sort((left, right) => (left.view.startedAt < right.view.startedAt ? -1 : 1));
        const customer = others.find(({ leg }) => leg.userName === null) ?? others[0];
        return customer && { agent, customer: customer.leg };
      });
      if (!talk) throw nobodyThere();
      return talk;
    },

    /** @throws BAD_INPUT, and FORBIDDEN or LIMIT for a phone number that may not be dialed */
    async endpointOf(
      { userName, number }: TransferTarget,
      { agent }: Talk,
      way: 'transfer' | 'consult',
    ): Promise<AppEndpoint | PhoneEndpoint> {
      if (Boolean(userName) === Boolean(number)) {
        throw fail('BAD_INPUT', 'Name either a user or a number.', { field: 'target', rule: 'required' });
      }
      if (userName) return { type: 'app', user: userName };
      const endpoint: PhoneEndpoint = { type: 'phone', number: checkPhoneNumber('target.number', number!) };
      const { applicationId } = agent;
      await deps.dial({ applicationId, userName: agent.userName ?? '', way }, endpoint.number);
      return endpoint;
    },

    /** @throws CONFLICT (notSignedIn) for a colleague who is not: the contact would wait for nobody */
    async checkIsThere(actor: Actor, uuid: string, { userName: who }: TransferTarget): Promise<void> {
      if (!who) return;
      const { applicationId } = await ownLeg(actor, uuid);
      if (await deps.isThere(applicationId, who)) return;
      throw fail('CONFLICT', `${who} isn’t signed in.`, { rule: 'notSignedIn', params: { who } });
    },

    nobodyThere,
  };
}

/** Vonage's events come late: what an agent does in the first moments of a call waits for them. */
async function patiently<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let pauses = 0; ; pauses += 1) {
    const found = await look();
    if (found || pauses === MOST_PAUSES) return found;
    await sleep(PAUSE_MS);
  }
}
