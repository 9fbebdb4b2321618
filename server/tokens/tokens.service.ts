import type { Actor } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import { hasScope } from '../accounts/keys/scopes.js';
import { createKeyAttempts } from '../accounts/sign-in/guessing.js';
import type { Applications } from '../applications/applications.service.js';
import { applicationSecret } from '../applications/applications.table.js';
import type { Application } from '../applications/read-applications.js';
import type { Clock } from '../clock.js';
import { badInput, fail } from '../errors.js';
import { createRateLimit, refuseFor } from '../rate-limit.js';
import type { Secrets } from '../secrets.js';
import type { EnsureUser, Users } from '../users/users.service.js';
import { createKeyCache, mintToken } from './mint-token.js';

/** Vonage takes no token that lives longer (jwt-acl §2); seconds. */
const LONGEST = 24 * 3600;
/**
 * For a person who is no admin; seconds. Vonage takes a token until it ends, whoever was removed meanwhile. The console asks
 * for the next one before that by itself. An app with the mobile key keeps the day of the guide's contract: apps that are
 * in use ask once and wait for calls, and whoever has the key could ask again anyway; there the key is what is taken away.
 */
const LONGEST_OF_PERSON = 15 * 60;
/** Users that apps may make in an application: a whole office in its first hour, and no flood at Vonage. */
const NEW_USERS = [
  { points: 30, seconds: 60 },
  { points: 300, seconds: 3600 },
];
const UTC_OR_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** A token of the Client SDK and whose it is. */
export interface AgentToken {
  jwt: string;
  /** `USR-…` */
  userId: string;
  userName: string;
  /** Of the application; null = wherever Vonage thinks best. */
  region: string | null;
  expiresAt: Date;
}

/** What a mobile or web client asks with. */
export interface MobileRequest {
  mobileApiKey: string;
  userName: string;
  /** ISO 8601 with its zone; shortens the 24 hours that a token lives. */
  expiresAt: string | null;
  /** The client's network address. */
  address: string;
}

interface TokensDeps {
  secrets: Secrets;
  clock: Clock;
  applications: Applications;
  users: Users;
  audit: Audit;
}

/** Tokens by which agents' apps sign in at Vonage. */
export function createTokens({ secrets, clock, applications, users, audit }: TokensDeps) {
  const attempts = createKeyAttempts();
  const newUsers = NEW_USERS.map(createRateLimit);
  const keyOf = createKeyCache(secrets.decrypt);

  /** @throws LIMIT when apps have made too many users in a short time */
  async function allowNewUser({ id }: Application): Promise<void> {
    for (const limit of newUsers) {
      refuseFor(await limit.take(id), 'newUsers', 'Apps have made many new users in a short time.');
    }
  }

  /** @param endOf from when it is issued, when it shall end; in seconds since 1970 */
  async function issue(
    application: Application,
    userName: string,
    asking: EnsureUser,
    endOf: (issuedAt: number) => number,
  ): Promise<AgentToken> {
    const user = await users.ensure(application.id, userName, asking);
    const issuedAt = Math.floor(clock.now().getTime() / 1000);
    const expiresAt = Math.min(endOf(issuedAt), issuedAt + LONGEST);
    const claims = { applicationId: application.vonageId, userName: user.name, issuedAt, expiresAt };
    return {
      jwt: mintToken(keyOf(application.privateKey, applicationSecret('privateKey', application.id)), claims),
      userId: user.id,
      userName: user.name,
      region: application.region,
      expiresAt: new Date(expiresAt * 1000),
    };
  }

  async function applicationOf(mobileApiKey: string, userName: string, address: string): Promise<Application> {
    const attempt = { key: mobileApiKey, address };
    const found = await attempts.run(attempt, () => applications.mobileKeys.find(mobileApiKey, userName));
    if (found === 'none') throw fail('UNAVAILABLE', 'There is no application yet; create one first.');
    if (!found) throw fail('UNAUTHENTICATED', 'mobile_api_key is not the key of any application here.');
    return found;
  }

  return {
    /**
     * A token for a mobile or web client that knows the application's key; an unknown user is created
     * unless the application is set otherwise.
     * @throws BAD_INPUT, UNAUTHENTICATED, LIMIT, NOT_FOUND, UNAVAILABLE, VONAGE_REFUSED, VONAGE_UNREACHABLE
     */
    async forMobileKey({ mobileApiKey, userName, expiresAt, address }: MobileRequest): Promise<AgentToken> {
      const until = expiresAt === null ? Number.POSITIVE_INFINITY : readExpiry(expiresAt, clock.now());
      const application = await applicationOf(mobileApiKey, userName, address);
      const by = { accountId: application.accountId, address, app: application.name };
      const allow = application.createsUsers ? () => allowNewUser(application) : null;
      const token = await issue(application, userName, { by, priority: 'background', allow }, () => until);
      const target = { kind: 'user', id: token.userId, name: token.userName };
      // Apps ask again and again; a day of one of them is one entry.
      void audit.count(by, { action: 'token.issued', target, after: { application: application.name } }, 24);
      return token;
    },

    /**
     * A token for a person who is signed in: an admin for any user, everyone else for their own.
     * @param seconds how long it lives: 1 to 86 400 for an admin, to 900 for everyone else
     * @throws BAD_INPUT, FORBIDDEN, NOT_FOUND, UNAVAILABLE, VONAGE_REFUSED, VONAGE_UNREACHABLE
     */
    async forActor(actor: Actor, applicationId: string, userName: string, seconds: number): Promise<AgentToken> {
      const own = actor.applicationId === applicationId && actor.userName === userName;
      if (actor.role !== 'admin' && !own) {
        throw fail('FORBIDDEN', 'You may have a token for your own user only.', { rule: 'ownUser' });
      }
      const max = actor.role === 'admin' ? LONGEST : LONGEST_OF_PERSON;
      if (!Number.isInteger(seconds) || seconds < 1 || seconds > max) {
        throw badInput('seconds', 'range', `seconds must be a whole number from 1 to ${max}.`, { min: 1, max });
      }
      const application = await applications.find(actor, applicationId);
      const allow = application.createsUsers && hasScope(actor.scopes, 'new_users:write') ? async () => {} : null;
      const token = await issue(application, userName, { by: actor, allow }, (issuedAt) => issuedAt + seconds);
      // Consoles fetch the own one again and again; that is no news.
      if (!own) {
        const target = { kind: 'user', id: token.userId, name: token.userName };
        await audit.record(actor, { action: 'token.issued', target, after: { seconds } });
      }
      return token;
    },
  };
}

export type Tokens = ReturnType<typeof createTokens>;

/** @returns whole seconds since 1970 */
function readExpiry(text: string, now: Date): number {
  const time = UTC_OR_OFFSET.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw badInput('expires_at', 'instant', 'expires_at must be a time such as 2026-01-31T12:00:00.000Z.');
  }
  const seconds = Math.floor(time / 1000);
  if (seconds <= Math.floor(now.getTime() / 1000)) throw badInput('expires_at', 'past', 'expires_at is in the past.');
  return seconds;
}
