import { createHash, createPublicKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import jwt, { type JwtPayload } from 'jsonwebtoken';
import type { Region } from '../../../shared/regions.js';
import type { Application, Cloud } from '../account/cloud.js';
import { homeRegion, type Nearest } from '../network/regions.js';
import { allows } from './acl.js';
import { addressedRegion } from './addressed-region.js';
import { wrongCredentials, wrongToken } from './errors.js';
import { parametersOf } from './input.js';
import { pathOf } from './parts.js';

const DEFAULT_LIFETIME_S = 900;
/** The Client SDK writes it in lower case. */
const BEARER = /^bearer /i;
const LONGEST_LIFETIME_S = 86_400;

export interface Caller {
  application: Application;
  /** Name of the user, for a user's token; undefined for the application's own. */
  sub?: string;
  claims: JwtPayload;
  /** The region whose address was requested: nothing of another region is found. */
  region: Region;
}

const same = (a: string, b: string) => timingSafeEqual(sha256(a), sha256(b));
const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** Authentication: the account by key and secret, or an application by token. */
export function createAuth({ cloud, settings }: { cloud: Cloud; settings: Nearest }) {
  const keys = new WeakMap<Application, { pem: string; key: KeyObject }>();

  function keyOf(application: Application): KeyObject {
    const cached = keys.get(application);
    if (cached?.pem === application.publicKey) return cached.key;
    const key = createPublicKey(application.publicKey);
    keys.set(application, { pem: application.publicKey, key });
    return key;
  }

  function checkAccount(key: string, secret: string): void {
    const right = same(key, cloud.account.apiKey);
    if (!same(secret, cloud.account.apiSecret) || !right) throw wrongCredentials();
  }

  /**
   * Checks an application's or a user's token (Vonage: jwt-acl §2 and §4): RS256 with the application's key, `iat` and
   * `jti` present, not expired (15 minutes after `iat` by default), valid for at most 24 hours.
   * @throws SimError 401
   */
  function token(text: string, request: IncomingMessage): Caller {
    const claims = claimsOf(text);
    if (!claims) throw wrongToken('system:error:invalid-token', 'The token is no JWT.');
    const application = cloud.applications.get(String(claims.application_id));
    if (!application) throw wrongToken('system:error:invalid-token', 'The application of the token is unknown.');
    try {
      jwt.verify(text, keyOf(application), { algorithms: ['RS256'], ignoreExpiration: true });
    } catch (error) {
      throw wrongToken('system:error:invalid-token', `The token is refused: ${(error as Error).message}.`);
    }
    checkTimes(claims);
    if (typeof claims.jti !== 'string' || !claims.jti) {
      throw wrongToken('system:error:invalid-token', 'The token has no jti.');
    }
    if (claims.sub !== undefined && (typeof claims.sub !== 'string' || claims.sub === '')) {
      throw wrongToken('user:error:invalid-user-token', 'Token does not contain a user name');
    }
    const region = addressedRegion(request) ?? homeRegion(application, settings);
    return { application, region, claims, ...(claims.sub && { sub: claims.sub }) };
  }

  /** A token of an application or user whose ACL allows the request. @throws SimError 401 */
  function application(request: FastifyRequest): Caller {
    const header = request.headers.authorization;
    if (!header || !BEARER.test(header)) throw wrongToken('system:error:missing-token', 'The request has no token.');
    const caller = token(header.slice(7).trim(), request.raw);
    if (caller.claims.acl !== undefined && !allows(caller.claims.acl, request.method, pathOf(request))) {
      throw wrongToken('system:error:permission', 'The ACL of the token does not allow this.');
    }
    return caller;
  }

  return {
    token,

    /** Basic, or `api_key` and `api_secret` in the query or a form, as old clients send them. @throws SimError 401 */
    account(request: FastifyRequest): void {
      const header = request.headers.authorization;
      if (header?.startsWith('Basic ')) {
        const [key = '', ...secret] = Buffer.from(header.slice(6), 'base64').toString().split(':');
        checkAccount(key, secret.join(':'));
        return;
      }
      const { api_key, api_secret } = parametersOf(request);
      checkAccount(String(api_key ?? ''), String(api_secret ?? ''));
    },

    application,

    /** Like `application`, for what a user's token may not do. @throws SimError 401 */
    admin(request: FastifyRequest): Caller {
      const caller = application(request);
      if (caller.sub !== undefined) throw wrongToken('system:error:permission', 'This needs a token without sub.');
      return caller;
    },
  };
}

/** The token's unverified claims; null if it is not a token. */
function claimsOf(text: string): JwtPayload | null {
  try {
    const claims = jwt.decode(text);
    return typeof claims === 'object' ? claims : null;
  } catch {
    return null;
  }
}

function checkTimes(claims: JwtPayload): void {
  const now = Math.floor(Date.now() / 1000);
  const { iat, exp } = claims;
  if (typeof iat !== 'number') throw wrongToken('system:error:invalid-token', 'The token has no iat.');
  // Allow a minute for clock differences.
  if (iat > now + 60) throw wrongToken('system:error:invalid-token', 'The iat of the token lies in the future.');
  if (exp !== undefined && typeof exp !== 'number') {
    throw wrongToken('system:error:invalid-token', 'The exp of the token is no number.');
  }
  if ((exp ?? iat + DEFAULT_LIFETIME_S) <= now)
    throw wrongToken('system:error:expired-token', 'The token has expired.');
  if (exp !== undefined && exp - iat > LONGEST_LIFETIME_S) {
    throw wrongToken('system:error:invalid-token', 'The token is valid for more than 24 hours.');
  }
}

export type Auth = ReturnType<typeof createAuth>;
