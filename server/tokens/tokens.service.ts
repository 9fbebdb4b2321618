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

/** Seconds; Vonage accepts no token with a longer lifetime (jwt-acl §2). */
const LONGEST = 24 * 3600;
/**
 * Seconds, for people who are not admins: Vonage accepts a token until it expires, even if the person has been removed.
 * The console renews it automatically. Apps with the mobile key keep the 24 hours of the guide's contract: existing
 * apps request once and wait for calls, and whoever has the key could request again anyway; there the key is what gets
 * revoked.
 */
const LONGEST_OF_PERSON = 15 * 60;
/**
 * Users that apps may create in an application: enough for a whole office in its first hour, without flooding Vonage.
 */
const NEW_USERS = [
  { points: 30, seconds: 60 },
  { points: 300, seconds: 3600 },
];
const UTC_OR_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** A token of the Client SDK and its user. */
export interface AgentToken {
  jwt: string;
  /** `USR-…` */
  userId: string;
  userName: string;
  /** Region of the application; null = Vonage chooses. */
  region: string | null;
  expiresAt: Date;
}

/** Request of a mobile or web client. */
export interface MobileRequest {
  mobileApiKey: string;
  userName: string;
  /** ISO 8601 with its zone; shortens the token's lifetime of 24 hours. */
  expiresAt: string | null;
  /** Network address of the client. */
  address: string;
}

interface TokensDeps {
  secrets: Secrets;
  clock: Clock;
  applications: Applications;
  users: Users;
  audit: Audit;
}

/** Tokens with which agents' apps connect to Vonage. */
export function createTokens({ secrets, clock, applications, users, audit }: TokensDeps) {
  const attempts = createKeyAttempts();
  const newUsers = NEW_USERS.map(createRateLimit);
  const keyOf = createKeyCache(secrets.decrypt);

  /** @throws LIMIT if apps have created too many users in a short time */
  async function allowNewUser({ id }: Application): Promise<void> {
    for (const limit of newUsers) {
      refuseFor(await limit.take(id), 'newUsers', 'Apps have made many new users in a short time.');
    }
  }

  /** @param endOf expiry for a given time of issue, in seconds since 1970 */
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
    if (found === 'none') throw fail('UNAVAILABLE', 'There is no application yet. Create one first.');
    if (!found) throw fail('UNAUTHENTICATED', 'mobile_api_key isn’t the key of any application here.');
    return found;
  }

  return {
    /**
     * A token for a mobile or web client that has the application's key; an unknown user is created unless the
     * application forbids it.
     * @throws BAD_INPUT, UNAUTHENTICATED, LIMIT, NOT_FOUND, UNAVAILABLE, VONAGE_REFUSED, VONAGE_UNREACHABLE
     */
    async forMobileKey({ mobileApiKey, userName, expiresAt, address }: MobileRequest): Promise<AgentToken> {
      const until = expiresAt === null ? Number.POSITIVE_INFINITY : readExpiry(expiresAt, clock.now());
      const application = await applicationOf(mobileApiKey, userName, address);
      const by = { accountId: application.accountId, address, app: application.name };
      const allow = application.createsUsers ? () => allowNewUser(application) : null;
      const token = await issue(application, userName, { by, priority: 'background', allow }, () => until);
      const target = { kind: 'user', id: token.userId, name: token.userName };
      // Apps request tokens often, so a day of one app is one entry.
      void audit.count(by, { action: 'token.issued', target, after: { application: application.name } }, 24);
      return token;
    },

    /**
     * A token for a signed-in person: for any user as an admin, for yourself otherwise.
     * @param seconds lifetime: 1 to 86 400 for admins, up to 900 for others
     * @throws BAD_INPUT, FORBIDDEN, NOT_FOUND, UNAVAILABLE, VONAGE_REFUSED, VONAGE_UNREACHABLE
     */
    async forActor(actor: Actor, applicationId: string, userName: string, seconds: number): Promise<AgentToken> {
      const own = actor.applicationId === applicationId && actor.userName === userName;
      if (actor.role !== 'admin' && !own) {
        throw fail('FORBIDDEN', 'You can only get a token for your own user.', { rule: 'ownUser' });
      }
      const max = actor.role === 'admin' ? LONGEST : LONGEST_OF_PERSON;
      if (!Number.isInteger(seconds) || seconds < 1 || seconds > max) {
        throw badInput('seconds', 'range', `seconds must be a whole number from 1 to ${max}.`, { min: 1, max });
      }
      const application = await applications.find(actor, applicationId);
      const allow = application.createsUsers && hasScope(actor.scopes, 'new_users:write') ? async () => {} : null;
      const token = await issue(application, userName, { by: actor, allow }, (issuedAt) => issuedAt + seconds);
      // Consoles request their own token often, which is not worth logging.
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
