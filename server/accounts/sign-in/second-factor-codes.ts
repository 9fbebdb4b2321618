import { and, count, eq, isNull, lt } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { plainText } from '../../../shared/plain-text.js';
import type { Clock } from '../../clock.js';
import type { Db, DbOrTx } from '../../db/connect.js';
import { badInput } from '../../errors.js';
import type { Secrets } from '../../secrets.js';
import type { MemberRow } from '../accounts.table.js';
import type { Audit } from '../audit/audit.js';
import { memberTarget } from '../people/view-member.js';
import { createCodeAttempts } from './code-attempts.js';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.js';
import {
  factorSecret,
  hasSecondFactor,
  recoveryCodes,
  type SecondFactorRow,
  secondFactors,
} from './second-factor.table.js';
import { totpStep } from './totp.js';

interface CodesDeps {
  db: Db;
  audit: Audit;
  clock: Clock;
  secrets: Secrets;
  log: Pick<FastifyBaseLogger, 'warn'>;
}

/** Checks codes of authenticator apps and recovery codes; each is valid once. */
export function createSecondFactorCodes({ db, audit, clock, secrets, log }: CodesDeps) {
  const attempts = createCodeAttempts();
  const ofMember = (memberId: string) => eq(secondFactors.memberId, memberId);

  async function read(memberId: string, tx: DbOrTx = db): Promise<SecondFactorRow | null> {
    const [row] = await tx.select().from(secondFactors).where(ofMember(memberId));
    return row ?? null;
  }

  const stepOf = ({ memberId, secret }: SecondFactorRow, code: string) =>
    totpStep(secrets.decrypt(secret, factorSecret(memberId)), plainText(code).replace(/\s/g, ''), clock.now());

  /** Uses up a code of the app: it and earlier ones are no longer valid on any server. */
  async function spendAppCode(memberId: string, code: string): Promise<boolean> {
    const factor = await read(memberId);
    const step = factor?.confirmedAt ? stepOf(factor, code) : null;
    if (step === null) return false;
    const unused = and(ofMember(memberId), lt(secondFactors.lastStep, step));
    const used = await db.update(secondFactors).set({ lastStep: step }).where(unused).returning();
    return used.length > 0;
  }

  async function spendRecoveryCode(member: MemberRow, code: string, address: string): Promise<boolean> {
    if (!(await hasSecondFactor(member.id, db))) return false;
    const { id: memberId, accountId } = member;
    const it = and(
      eq(recoveryCodes.memberId, memberId),
      eq(recoveryCodes.codeHash, recoveryCodeHash(memberId, code)),
      isNull(recoveryCodes.usedAt),
    );
    return db.transaction(async (tx) => {
      const used = await tx.update(recoveryCodes).set({ usedAt: clock.now() }).where(it).returning();
      if (used.length === 0) return false;
      const left = await codesLeft(memberId, tx);
      const actor = { accountId, memberId, via: 'session' as const, address };
      const target = memberTarget(member);
      await audit.record(actor, { action: 'secondFactor.recoveryCodeUsed', target, after: { left } }, tx);
      return true;
    });
  }

  async function codesLeft(memberId: string, tx: DbOrTx = db): Promise<number> {
    const unused = and(eq(recoveryCodes.memberId, memberId), isNull(recoveryCodes.usedAt));
    const [row] = await tx.select({ left: count() }).from(recoveryCodes).where(unused);
    return row!.left;
  }

  /** Accepts a code of the app or a recovery code. @throws BAD_INPUT for a wrong one, LIMIT after too many */
  async function verify(member: MemberRow, typed: string, address: string): Promise<void> {
    const code = plainText(typed.slice(0, 100));
    const ofApp = /^\d{3}\s*\d{3}$/.test(code);
    const right = await attempts.run(member.id, address, () =>
      ofApp ? spendAppCode(member.id, code) : spendRecoveryCode(member, code, address),
    );
    if (right) return;
    const target = memberTarget(member);
    await audit
      .record({ accountId: member.accountId, address }, { action: 'secondFactor.refused', target })
      .catch((error) => log.warn({ err: error }, 'A refused code could not be written down'));
    throw wrongCode();
  }

  async function makeRecoveryCodes(memberId: string, tx: DbOrTx): Promise<string[]> {
    const codes = newRecoveryCodes();
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.memberId, memberId));
    const rows = codes.map((code) => ({ memberId, codeHash: recoveryCodeHash(memberId, code) }));
    await tx.insert(recoveryCodes).values(rows);
    return codes;
  }

  /** The time step of an app's first code. @throws BAD_INPUT for a wrong one, LIMIT after too many */
  async function firstStep(factor: SecondFactorRow, code: string, address: string): Promise<number> {
    const step = stepOf(factor, code);
    if (await attempts.run(factor.memberId, address, async () => step !== null)) return step!;
    throw wrongCode();
  }

  return { read, firstStep, verify, codesLeft, makeRecoveryCodes };
}

const wrongCode = () =>
  badInput('code', 'secondFactor', 'This code is wrong, expired, or already used. Enter the newest one.');
