import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import type { Db } from '../../db/connect.js';
import { accounts, members } from '../accounts.table.js';
import { type Actor, requireRole } from '../actor.js';
import { secondFactors } from '../sign-in/second-factor.table.js';
import { type ForwardedRequest, otherName, untrustedProxy } from './forwarded.js';
import { isLoopback } from './loopback.js';

/** A setting that weakens this installation. */
export interface SecurityWarning {
  rule: keyof typeof SENTENCES;
  /** Detail, such as the address of a proxy; null if there is none. */
  detail: string | null;
}

/** The problem and the fix. The web app has the same in each language. */
const SENTENCES = {
  forwardedHeaders: (address: string) =>
    `Requests from ${address} say for whom they were passed on, and nobody believes it: everybody behind that proxy counts as one, so one who guesses passwords locks all others out. Set TRUST_PROXY to ${address}, or to the number of proxies.`,
  otherName: (name: string) =>
    `People reach this server as ${name}, though PUBLIC_URL says otherwise: a proxy or a tunnel on this machine lets strangers in. Set PUBLIC_URL and TRUST_PROXY, or end it.`,
  signaturesOff: () =>
    'WEBHOOK_SIGNATURES is off: whoever knows a webhook address can forge calls and events. Set it to on.',
  signatureSecretUnknown: () =>
    'The signature secret of the Vonage account is not known: webhooks are recognized by their secret address only. Enter it in the settings.',
  publicUrlNotHttps: (url: string) =>
    `PUBLIC_URL is ${url}: passwords, sessions and webhooks travel unencrypted. Put https in front of this server.`,
  ownerSecondFactor: () =>
    'The owner signs in with the key and secret of the Vonage account alone: whoever has seen them owns this installation. Turn on two-step verification in the settings.',
  simulatorInProduction: () =>
    'The simulator runs in production: its account is a second way in. Set SIMULATOR to off.',
};

/** Milliseconds for which something seen once is reported. */
const REMEMBERED = 24 * 3600 * 1000;

interface SecurityWarningsDeps {
  db: Db;
  config: Config;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'warn'>;
}

/** Settings that weaken this installation: logged once, and shown on Home while they apply. */
export function createSecurityWarnings({ db, config, clock, log }: SecurityWarningsDeps) {
  const seen = new Map<'forwardedHeaders' | 'otherName', { detail: string; at: number }>();
  const logged = new Set<string>();

  function logOnce({ rule, detail }: SecurityWarning): void {
    if (logged.has(rule)) return;
    logged.add(rule);
    log.warn({ rule }, SENTENCES[rule](detail ?? ''));
  }

  function* ofSettings(): Generator<SecurityWarning> {
    if (!config.webhookSignatures) yield { rule: 'signaturesOff', detail: null };
    const { protocol, hostname } = new URL(config.publicUrl);
    if (protocol === 'http:' && !isLoopback(hostname)) yield { rule: 'publicUrlNotHttps', detail: config.publicUrl };
    if (config.production && config.simulator.on) yield { rule: 'simulatorInProduction', detail: null };
  }

  async function ofAccounts(which?: SQL): Promise<SecurityWarning[]> {
    const rows = await db
      .select({ account: accounts, factorSince: secondFactors.confirmedAt })
      .from(accounts)
      .innerJoin(members, and(eq(members.accountId, accounts.id), isNull(members.name)))
      .leftJoin(secondFactors, eq(secondFactors.memberId, members.id))
      .where(which);
    // The simulator's account is only for trying things out.
    return rows
      .filter(({ account }) => account.kind === 'cloud')
      .flatMap(({ account, factorSince }) => [
        ...(account.signatureSecret ? [] : [{ rule: 'signatureSecretUnknown' as const, detail: null }]),
        ...(factorSince ? [] : [{ rule: 'ownerSecondFactor' as const, detail: null }]),
      ]);
  }

  function* ofRequests(): Generator<SecurityWarning> {
    const since = clock.now().getTime() - REMEMBERED;
    for (const [rule, { detail, at }] of seen) if (at >= since) yield { rule, detail };
  }

  return {
    /** Checks a request for traces of an unconfigured proxy. */
    notice(passing: ForwardedRequest): void {
      const found = {
        forwardedHeaders: untrustedProxy(passing),
        otherName: otherName(passing, config.publicUrl),
      };
      for (const rule of ['forwardedHeaders', 'otherName'] as const) {
        const detail = found[rule];
        if (detail === null) continue;
        seen.set(rule, { detail, at: clock.now().getTime() });
        logOnce({ rule, detail });
      }
    },

    /** What an admin should fix now, most severe first. @throws FORBIDDEN */
    async list(actor: Actor): Promise<SecurityWarning[]> {
      requireRole(actor, 'admin');
      return [...ofRequests(), ...ofSettings(), ...(await ofAccounts(eq(accounts.id, actor.accountId)))];
    },

    /** Logs what weakens this installation at startup. */
    async start(): Promise<void> {
      for (const warning of [...ofSettings(), ...(await ofAccounts())]) logOnce(warning);
    },
  };
}
