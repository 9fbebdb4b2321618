import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Db, DbOrTx } from '../../db/connect.js';
import { fail } from '../../errors.js';
import { gather } from '../../gather.js';
import { uuidv7 } from '../../ids.js';
import type { Realtime } from '../../realtime/topics.js';
import { type Secrets, sha256 } from '../../secrets.js';
import { type MemberRow, members, sessions } from '../accounts.table.js';
import type { Actor } from '../actor.js';
import type { Audit } from '../audit/audit.js';
import { lockMember } from '../people/lock-member.js';
import type { Members } from '../people/members.js';
import { memberTarget } from '../people/view-member.js';
import { factorSecret, hasSecondFactor, recoveryCodes, secondFactors } from './second-factor.table.js';
import { createSecondFactorCodes } from './second-factor-codes.js';
import type { createSessionList } from './session-list.js';
import { newTotpSecret, totpAddress } from './totp.js';

/** Milliseconds for which a session counts as confirmed after a code. */
const CONFIRMED_MS = 10 * 60_000;

interface SecondFactorDeps {
  db: Db;
  audit: Audit;
  realtime: Realtime;
  clock: Clock;
  secrets: Secrets;
  log: Pick<FastifyBaseLogger, 'warn'>;
  people: Members;
  sessionList: ReturnType<typeof createSessionList>;
}

/** Status of a person's own second factor. */
export interface SecondFactorView {
  /** Null if it is off. */
  since: Date | null;
  recoveryCodesLeft: number;
}

/**
 * A code from an authenticator app in addition to the password, with ten recovery codes in case the app is lost. People
 * who have it on sign in with both, and are asked again before sensitive operations.
 */
export function createSecondFactor(deps: SecondFactorDeps) {
  const { db, audit, realtime, clock, secrets, people, sessionList } = deps;
  const { read, firstStep, verify, codesLeft, makeRecoveryCodes } = createSecondFactorCodes(deps);
  const ofMember = (memberId: string) => eq(secondFactors.memberId, memberId);

  const believe = (token: string, tx: DbOrTx) =>
    tx
      .update(sessions)
      .set({ confirmedAt: clock.now() })
      .where(eq(sessions.idHash, sha256(token)));

  async function takeAway(memberId: string, tx: DbOrTx): Promise<void> {
    const gone = await tx.delete(secondFactors).where(ofMember(memberId)).returning();
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.memberId, memberId));
    if (!gone.some(({ confirmedAt }) => confirmedAt)) throw isOff();
  }

  async function self(actor: Actor): Promise<MemberRow> {
    if (actor.via !== 'session')
      throw fail('FORBIDDEN', 'Only a signed-in person can do this, not an API key.', { rule: 'session' });
    const [member] = await db.select().from(members).where(eq(members.id, actor.memberId));
    if (!member) throw fail('UNAUTHENTICATED', 'Sign in first.');
    return member;
  }

  return {
    /** Whether a person needs a code to sign in. */
    isOn: (memberId: string) => hasSecondFactor(memberId, db),

    verify,

    /** Status of the actor's own. */
    async view(actor: Actor): Promise<SecondFactorView> {
      const factor = await read(actor.memberId);
      const since = factor?.confirmedAt ?? null;
      return { since, recoveryCodesLeft: since ? await codesLeft(actor.memberId) : 0 };
    },

    /** Whether a listed person has it on. For services only: no access check. */
    isOnFor: gather<string, boolean>(async (memberIds) => {
      const theirs = and(inArray(secondFactors.memberId, memberIds), isNotNull(secondFactors.confirmedAt));
      const rows = await db.select({ id: secondFactors.memberId }).from(secondFactors).where(theirs);
      return memberIds.map((memberId) => rows.some(({ id }) => id === memberId));
    }),

    /**
     * Creates a secret for the actor's authenticator app; it takes effect after a correct code. The caller has checked
     * the password.
     * @param label name shown in the app
     * @throws CONFLICT if it is already on
     */
    async begin(actor: Actor, label: string): Promise<{ secret: string; address: string }> {
      const { id: memberId } = await self(actor);
      const secret = newTotpSecret();
      const sealed = secrets.encrypt(secret, factorSecret(memberId));
      const createdAt = clock.now();
      const begun = await db
        .insert(secondFactors)
        .values({ id: uuidv7(createdAt), memberId, secret: sealed, lastStep: 0, createdAt })
        .onConflictDoUpdate({
          target: secondFactors.memberId,
          set: { secret: sealed, createdAt },
          setWhere: isNull(secondFactors.confirmedAt),
        })
        .returning();
      if (begun.length === 0)
        throw fail('CONFLICT', 'Two-step verification is already on.', { rule: 'secondFactorOn' });
      return { secret, address: totpAddress(secret, label) };
    },

    /**
     * Turns it on with the first correct code; the person's other sessions end.
     * @param token cookie of the request
     * @returns the recovery codes, which are shown once
     * @throws BAD_INPUT for a wrong code, LIMIT, CONFLICT if there is nothing to turn on
     */
    async enable(actor: Actor, code: string, token: string | null): Promise<string[]> {
      const { id: memberId } = await self(actor);
      const factor = await read(memberId);
      if (!factor || factor.confirmedAt)
        throw fail('CONFLICT', 'A newer key was created for the app in the meantime. Start again.', {
          rule: 'secondFactorBegin',
        });
      const step = await firstStep(factor, code, actor.address ?? '');
      const done = await db.transaction(async (tx) => {
        const member = await lockMember(memberId, tx);
        const now = clock.now();
        const same = and(
          ofMember(memberId),
          eq(secondFactors.secret, factor.secret),
          isNull(secondFactors.confirmedAt),
        );
        const on = await tx.update(secondFactors).set({ confirmedAt: now, lastStep: step }).where(same).returning();
        if (!member || on.length === 0)
          throw fail('CONFLICT', 'A newer key was created for the app in the meantime. Start again.', {
            rule: 'secondFactorBegin',
          });
        const codes = await makeRecoveryCodes(memberId, tx);
        const ended = await sessionList.deleteAll(memberId, token, tx);
        if (token) await believe(token, tx);
        await audit.record(actor, { action: 'secondFactor.switchedOn', target: memberTarget(member) }, tx);
        return { codes, ended };
      });
      await sessionList.ended([...done.ended, { memberId }]);
      return done.codes;
    },

    /** Turns off the actor's own. @throws CONFLICT if it is off */
    async disable(actor: Actor): Promise<MemberRow> {
      const member = await self(actor);
      await db.transaction(async (tx) => {
        await takeAway(member.id, tx);
        await audit.record(actor, { action: 'secondFactor.switchedOff', target: memberTarget(member) }, tx);
      });
      return member;
    },

    /** Replaces the recovery codes. @throws CONFLICT if it is off */
    async renewRecoveryCodes(actor: Actor): Promise<string[]> {
      const member = await self(actor);
      return db.transaction(async (tx) => {
        await lockMember(member.id, tx);
        if (!(await hasSecondFactor(member.id, tx))) throw isOff();
        const action = 'secondFactor.recoveryCodesRenewed';
        await audit.record(actor, { action, target: memberTarget(member) }, tx);
        return makeRecoveryCodes(member.id, tx);
      });
    },

    /**
     * Turns off another person's, who has lost it.
     * @throws NOT_FOUND; CONFLICT for the owner, yourself, and people without one
     */
    async remove(actor: Actor, memberId: string): Promise<MemberRow> {
      const member = await db.transaction(async (tx) => {
        const member = await people.another(actor, memberId, tx);
        await takeAway(memberId, tx);
        await audit.record(actor, { action: 'secondFactor.removed', target: memberTarget(member) }, tx);
        return member;
      });
      await realtime.publish('session', { memberId });
      return member;
    },

    /** Confirms by a code who is using the session. @throws BAD_INPUT, LIMIT, CONFLICT if it is off */
    async confirm(actor: Actor, code: string, token: string | null): Promise<void> {
      const member = await self(actor);
      if (!(await hasSecondFactor(member.id, db))) throw isOff();
      await verify(member, code, actor.address ?? '');
      if (token) await believe(token, db);
    },

    /**
     * The check before sensitive operations. People without a second factor pass.
     * @throws FORBIDDEN with the rule `confirm` if no code was entered in this session within ten minutes
     */
    async requireConfirmed(actor: Actor, token: string | null): Promise<void> {
      if (actor.via !== 'session' || !(await hasSecondFactor(actor.memberId, db))) return;
      const own = and(eq(sessions.memberId, actor.memberId), eq(sessions.idHash, sha256(token ?? '')));
      const [session] = await db.select({ at: sessions.confirmedAt }).from(sessions).where(own);
      if (session?.at && session.at.getTime() > clock.now().getTime() - CONFIRMED_MS) return;
      throw fail('FORBIDDEN', 'Confirm it’s you: enter a code from your authenticator app.', { rule: 'confirm' });
    },
  };
}

const isOff = () => fail('CONFLICT', 'Two-step verification is off.', { rule: 'secondFactorOff' });

export type SecondFactor = ReturnType<typeof createSecondFactor>;
