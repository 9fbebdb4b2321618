import { and, eq } from 'drizzle-orm';
import type { Actor } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import type { Applications } from '../applications/applications.service.js';
import type { Application } from '../applications/read-applications.js';
import type { Db } from '../db/connect.js';
import { badInput, fail } from '../errors.js';
import type { AccountApi, OwnedNumber } from '../vonage/account-api.js';
import { type NumberRow, numbers } from './numbers.table.js';
import type { createNumberSync } from './sync-numbers.js';

interface NumberLinksDeps {
  db: Db;
  audit: Audit;
  applications: Applications;
  sync: ReturnType<typeof createNumberSync>;
  api(actor: Actor): Promise<AccountApi>;
}

/** Which application an owned number belongs to, at Vonage and here. */
export function createNumberLinks({ db, audit, applications, sync, api }: NumberLinksDeps) {
  /** @param application null unlinks the number */
  async function link(actor: Actor, number: OwnedNumber, application: Application | null): Promise<NumberRow> {
    const vonageApplicationId = application?.vonageId ?? null;
    await (await api(actor)).linkNumber(number, vonageApplicationId);
    const [before] = await db.select().from(numbers).where(ofAccount(actor, number.msisdn));
    if (before?.applicationId && before.applicationId !== application?.id) {
      await applications.numberGone(before.applicationId, number.msisdn);
    }
    const [row] = await sync.keep(actor.accountId, [{ ...number, vonageApplicationId }]);
    const [from] = before?.applicationId ? await applications.byIds([before.applicationId]) : [];
    await audit.record(actor, {
      action: application ? 'number.assigned' : 'number.unassigned',
      target: target(number.msisdn),
      before: { application: from?.name ?? number.vonageApplicationId },
      after: { application: application?.name ?? null },
    });
    return row!;
  }

  /** @throws BAD_INPUT without VOICE; CONFLICT if it is linked elsewhere and `move` is false */
  async function assign(
    actor: Actor,
    number: OwnedNumber,
    application: Application,
    move: boolean,
  ): Promise<NumberRow> {
    const { msisdn, features, vonageApplicationId } = number;
    if (!features.includes('VOICE')) {
      throw badInput('input.msisdn', 'noVoice', `${msisdn} can’t take calls.`, { msisdn });
    }
    const elsewhere = vonageApplicationId !== null && vonageApplicationId !== application.vonageId;
    if (elsewhere && !move) {
      const details = {
        field: 'input.move',
        rule: 'linkedElsewhere',
        params: { msisdn, application: vonageApplicationId },
      };
      throw fail('CONFLICT', `${msisdn} is assigned to another application. Set "move" to move it.`, details);
    }
    return link(actor, number, application);
  }

  return { link, assign };
}

/** A number in the audit log. */
export const target = (msisdn: string) => ({ kind: 'number', id: msisdn, name: msisdn });

/** The row of an account's number. */
export function ofAccount({ accountId }: Actor, msisdn: string) {
  return and(eq(numbers.accountId, accountId), eq(numbers.msisdn, msisdn));
}
