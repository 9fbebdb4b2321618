import { and, asc, eq, getTableColumns, gt, inArray, lte, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { PresetKind } from '../../shared/preset-kinds.js';
import type { Accounts } from '../accounts/accounts.service.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import type { Applications } from '../applications/applications.service.js';
import { checkCountry, checkPhoneNumber } from '../applications/phone-number.js';
import type { Application } from '../applications/read-applications.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { fail, notFound } from '../errors.js';
import { gather } from '../gather.js';
import type { Jobs } from '../jobs/jobs.service.js';
import { decodeCursor, type Page, type PageRequest, pageSize, toPage } from '../page.js';
import { checkSlot } from '../presets/check-slot.js';
import type { Realtime } from '../realtime/topics.js';
import type { OwnedNumber } from '../vonage/account-api.js';
import type { Vonage } from '../vonage/client.js';
import { isRefusal } from '../vonage/vonage-errors.js';
import { createNumberLinks, ofAccount, target } from './link-numbers.js';
import { type NumberRow, numbers } from './numbers.table.js';
import { type AvailableQuery, type OfferPage, offeredNumbers } from './offered-numbers.js';
import { refusedRent, taken } from './refused-rent.js';
import { createNumberSync } from './sync-numbers.js';
import { createNumberWatch } from './watch-numbers.js';

interface NumbersDeps {
  db: Db;
  jobs: Jobs;
  vonage: Vonage;
  accounts: Accounts;
  audit: Audit;
  applications: Applications;
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Ends the watching. */
  signal: AbortSignal;
}

export interface RentNumber {
  country: string;
  msisdn: string;
  /** EUR per month, as text: the price that the person has seen and agreed to. */
  monthlyPrice: string;
  applicationId?: string | null;
}

export interface AssignNumber {
  msisdn: string;
  applicationId: string;
  /** Whether to take it from another application. */
  move: boolean;
}

const NUMBERS_SHOWN = 1000;

/** Rented numbers: Vonage is the source of truth; we add the preset and the agreed price. */
export function createNumbers(deps: NumbersDeps) {
  const { db, vonage, accounts, audit, applications, realtime } = deps;
  const sync = createNumberSync(deps);
  const watch = createNumberWatch({ ...deps, sync });

  const api = async ({ accountId }: Actor) => vonage.account(await accounts.access(accountId));
  const { assign, link } = createNumberLinks({ db, audit, applications, sync, api });

  /** @throws NOT_FOUND if the account does not have it */
  async function owned(actor: Actor, value: string): Promise<OwnedNumber> {
    const msisdn = checkPhoneNumber('msisdn', value);
    const found = await (await api(actor)).ownedNumber(msisdn);
    if (found) return found;
    await sync.gone(actor.accountId, msisdn);
    throw notFound('number', msisdn);
  }

  const assignedTo = gather<string, NumberRow[]>(async (applicationIds) => {
    const { applicationId, assignedAt, msisdn } = numbers;
    const place = sql<number>`row_number() over (partition by ${applicationId} order by ${assignedAt}, ${msisdn})`;
    const placed = db
      .select({ ...getTableColumns(numbers), place: place.as('place') })
      .from(numbers)
      .where(inArray(applicationId, applicationIds))
      .as('placed');
    const rows = await db.select().from(placed).where(lte(placed.place, NUMBERS_SHOWN)).orderBy(placed.place);
    return applicationIds.map((id) => rows.filter((row) => row.applicationId === id));
  });

  return {
    watch,

    /** Rented numbers in ascending order. The first page is read from Vonage. */
    async list(actor: Actor, request: { applicationId?: string | null } & PageRequest): Promise<Page<NumberRow>> {
      requireRole(actor, 'admin', 'supervisor');
      const { applicationId } = request;
      if (applicationId) await applications.find(actor, applicationId);
      const size = pageSize(request);
      const after = request.after ? decodeCursor(request.after) : null;
      if (!after) await sync.all(actor.accountId);
      const rows = await db
        .select()
        .from(numbers)
        .where(
          and(
            eq(numbers.accountId, actor.accountId),
            applicationId ? eq(numbers.applicationId, applicationId) : undefined,
            after ? gt(numbers.msisdn, after) : undefined,
          ),
        )
        .orderBy(asc(numbers.msisdn))
        .limit(size + 1);
      return toPage(rows, request, (row) => row.msisdn);
    },

    /** Available numbers. */
    async available(actor: Actor, query: AvailableQuery): Promise<OfferPage> {
      requireRole(actor, 'admin');
      return offeredNumbers(await api(actor), query);
    },

    /**
     * Rents a number at the agreed price, and assigns it if an application is given.
     * @throws CONFLICT if it is taken or its price has changed, VONAGE_REFUSED with Vonage's words for any other reason
     */
    async rent(actor: Actor, input: RentNumber): Promise<NumberRow> {
      requireRole(actor, 'admin');
      const application = input.applicationId ? await applications.find(actor, input.applicationId) : null;
      const country = checkCountry('input.country', input.country);
      const msisdn = checkPhoneNumber('input.msisdn', input.msisdn);
      const vonageApi = await api(actor);
      const query = { country, pattern: msisdn, match: 'starts', page: 1, size: 100 } as const;
      const search = async () =>
        (await vonageApi.offeredNumbers(query)).numbers.find((number) => number.msisdn === msisdn);
      const offered = await search();
      if (!offered) throw taken(msisdn);
      const { monthlyPrice } = offered;
      if (Number(monthlyPrice) !== Number(input.monthlyPrice)) {
        const details = {
          field: 'input.monthlyPrice',
          rule: 'price',
          params: { agreed: input.monthlyPrice, monthlyPrice },
        };
        throw fail(
          'CONFLICT',
          `The price is now ${monthlyPrice} EUR per month. Send that price to accept it.`,
          details,
        );
      }
      await vonageApi.rentNumber(country, msisdn).catch(async (error) => {
        if (!isRefusal(error, 420)) throw error;
        throw (await search()) ? refusedRent(msisdn, error) : taken(msisdn, error);
      });
      const number: OwnedNumber = { ...offered, vonageApplicationId: null, kept: {} };
      const [row] = await sync.keep(actor.accountId, [number], monthlyPrice);
      const after = { country, monthlyPrice };
      await audit.record(actor, { action: 'number.rented', target: target(msisdn), after });
      return application ? assign(actor, number, application, false) : row!;
    },

    /** Cancels a number at Vonage. @returns it as it was, linked to nothing */
    async cancel(actor: Actor, value: string): Promise<NumberRow> {
      requireRole(actor, 'admin');
      const number = await owned(actor, value);
      const { country, msisdn } = number;
      const [row] = await sync.keep(actor.accountId, [number]);
      await (await api(actor)).cancelNumber(country, msisdn);
      await sync.gone(actor.accountId, msisdn);
      await audit.record(actor, { action: 'number.cancelled', target: target(msisdn) });
      return { ...row!, applicationId: null };
    },

    /** @throws BAD_INPUT without VOICE; CONFLICT if it is linked elsewhere and `move` is false */
    async assign(actor: Actor, { msisdn, applicationId, move }: AssignNumber): Promise<NumberRow> {
      requireRole(actor, 'admin');
      const application = await applications.find(actor, applicationId);
      return assign(actor, await owned(actor, msisdn), application, move);
    },

    /** Unlinks a number and keeps its other settings. */
    async unassign(actor: Actor, msisdn: string): Promise<NumberRow> {
      requireRole(actor, 'admin');
      return link(actor, await owned(actor, msisdn), null);
    },

    /** Sets the preset that answers calls to this number; null = the application's. */
    async setPreset(actor: Actor, value: string, kind: PresetKind | null): Promise<NumberRow> {
      requireRole(actor, 'admin');
      const preset = kind && checkSlot(kind, 'outside');
      const msisdn = checkPhoneNumber('msisdn', value);
      const row = await db.transaction(async (tx) => {
        const [before] = await tx.select().from(numbers).where(ofAccount(actor, msisdn)).for('update');
        const [after] = await tx.update(numbers).set({ preset }).where(ofAccount(actor, msisdn)).returning();
        if (!before || !after) throw notFound('number', msisdn);
        const seen = { before: { preset: before.preset }, after: { preset } };
        await audit.record(actor, { action: 'number.presetChosen', target: target(msisdn), ...seen }, tx);
        return after;
      });
      if (row.applicationId) await realtime.publish('routing', { applicationId: row.applicationId });
      return row;
    },

    /** Numbers of an application that was checked, first assigned first. */
    assignedTo,

    /** Country (ISO 3166 alpha-2) of the number from which an application's agents call; null if it has none. */
    async homeCountry(application: Pick<Application, 'id' | 'defaultOutgoingNumber'>): Promise<string | null> {
      const own = await assignedTo(application.id);
      const chosen = own.find(({ msisdn }) => msisdn === application.defaultOutgoingNumber);
      return (chosen ?? own[0])?.country ?? null;
    },

    /** Numbers of an application, read from Vonage now; for deleting it. */
    async ofApplication(actor: Actor, applicationId: string): Promise<NumberRow[]> {
      requireRole(actor, 'admin');
      await sync.all(actor.accountId, { now: true });
      return db
        .select()
        .from(numbers)
        .where(and(eq(numbers.accountId, actor.accountId), eq(numbers.applicationId, applicationId)));
    },
  };
}

export type Numbers = ReturnType<typeof createNumbers>;
