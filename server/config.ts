import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** All settings, read once at the start. Units: calls and requests per second. */
export interface Config {
  port: number;
  host: string;
  publicUrl: string;
  dataDir: string;
  databaseUrl: string | null;
  /** The same database past a pooler, for migrations and LISTEN. */
  databaseDirectUrl: string | null;
  /** The newest first; the others only decrypt. Empty = one is made and kept in DATA_DIR. */
  appSecrets: string[];
  mobileApiKey: string | null;
  vonage: {
    apiKey: string | null;
    apiSecret: string | null;
    signatureSecret: string | null;
    apiUrl: string;
    restUrl: string;
    clientApiUrl: string | null;
    clientWsUrl: string | null;
    callsPerSecond: number;
    requestsPerSecond: number;
  };
  webhookSignatures: boolean;
  /** Whose `X-Forwarded-*` headers to trust: the number of proxies in front, their addresses, or none (false). */
  trustProxy: number | string[] | false;
  /** Of one person or program at /graphql, and of one address at /api/jwt; strangers at /graphql get a tenth. */
  requestsPerMinute: number;
  /** After so many hours without use a session ends; an open page uses it. */
  sessionIdleHours: number;
  /**
   * `host`: where it listens, whatever HOST is: its controls are for this machine. `manners`: as it reads them itself
   * (simulator/control/manners.ts).
   */
  simulator: { on: boolean; host: string; port: number; manners: string };
  logLevel: string;
  /** NODE_ENV=production: the log is JSON, and no sign-in is printed. */
  production: boolean;
}

/** Addresses to listen at that cannot be called. */
const NOWHERE = ['0.0.0.0', '[::]'];
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** A setting that cannot be used; the sentence names it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the environment; the only place that does.
 * @throws ConfigError that names the setting and what it should be
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const text = (name: string): string | null => env[name]?.trim() || null;

  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const value = text(name);
    if (value === null) return fallback;
    const number = Number(value);
    if (!Number.isInteger(number) || number < min || number > max) {
      throw new ConfigError(`${name} is "${value}"; it must be a whole number from ${min} to ${max}.`);
    }
    return number;
  };

  const oneOf = <T extends string>(name: string, fallback: T, allowed: readonly T[]): T => {
    const value = text(name);
    if (value === null) return fallback;
    const found = allowed.find((word) => word === value.toLowerCase());
    if (!found) throw new ConfigError(`${name} is "${value}"; it must be one of: ${allowed.join(', ')}.`);
    return found;
  };

  const url = <T extends string | null>(name: string, fallback: T, schemes: string[]): string | T => {
    const value = text(name);
    if (value === null) return fallback;
    const parsed = URL.canParse(value) ? new URL(value) : null;
    if (!parsed || !schemes.includes(parsed.protocol.slice(0, -1)) || !parsed.hostname) {
      const begins = schemes.map((scheme) => `${scheme}://`).join(' or ');
      throw new ConfigError(`${name} ${isValue(value)}must be an address that begins with ${begins}.`);
    }
    if (parsed.username || parsed.password || /[?#]/.test(value)) {
      throw new ConfigError(`${name} ${isValue(value)}must be an address without a user, a ? or a # in it.`);
    }
    return withoutEndingSlashes(value);
  };

  /** What a path is put behind, and what a browser calls the origin. */
  const origin = (name: string, fallback: string): string => {
    const value = url(name, fallback, http);
    if (value === fallback) return value;
    const { pathname, hostname, origin } = new URL(value);
    if (pathname !== '/') {
      throw new ConfigError(
        `${name} ${isValue(value)}must be an address without a path, such as ${origin}: Denwaban answers at the root of its host only.`,
      );
    }
    if (NOWHERE.includes(hostname) || hostname.includes('*')) {
      throw new ConfigError(
        `${name} ${isValue(value)}must contain a host name that others can reach; ${hostname} isn’t one.`,
      );
    }
    return origin;
  };

  /** db/address.ts parses it; here only its form is checked, because an error could reveal the password. */
  const database = (name: string): string | null => {
    const value = text(name);
    if (value === null || /^postgres(ql)?:\/\//.test(value)) return value;
    throw new ConfigError(`${name} must be an address such as postgres://user:password@host:5432/database.`);
  };

  const host = (name: string, fallback: string): string => {
    const value = text(name) ?? fallback;
    if (isIP(value) || /^[a-z\d_-]+(\.[a-z\d_-]+)*$/i.test(value)) return value;
    throw new ConfigError(
      `${name} is "${value}"; it must be an address or a name of this machine alone, such as 0.0.0.0; PORT says which port.`,
    );
  };

  const proxies = (name: string): Config['trustProxy'] => {
    const value = text(name);
    if (value === null || value === '0' || value.toLowerCase() === 'off') return false;
    if (/^\d{1,2}$/.test(value)) return Number(value);
    const addresses = value.split(',').map((one) => one.trim());
    if (addresses.every(isAddressOrRange)) return addresses;
    throw new ConfigError(
      `${name} is "${value}"; it must be off, the number of proxies before this server, or their addresses, such as 10.0.0.0/8.`,
    );
  };

  const http = ['https', 'http'];
  const port = whole('PORT', 4000, 0, 65_535);
  const databaseUrl = database('DATABASE_URL');
  const databaseDirectUrl = database('DATABASE_DIRECT_URL');
  if (databaseDirectUrl && !databaseUrl) {
    throw new ConfigError(
      'DATABASE_DIRECT_URL is set without DATABASE_URL; it is the second way to the same database.',
    );
  }
  const appSecrets = (text('APP_SECRET') ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean);
  if (appSecrets.some((secret) => secret.length < 16)) {
    throw new ConfigError('APP_SECRET is too short; each secret needs at least 16 characters.');
  }
  if (databaseUrl && appSecrets.length === 0) {
    throw new ConfigError(
      'APP_SECRET is missing; with DATABASE_URL it is required, since all servers must share it. Make one: openssl rand -base64 32',
    );
  }
  const publicUrl = origin('PUBLIC_URL', `http://localhost:${port}`);
  if (publicUrl.startsWith('https:') && text('TRUST_PROXY') === null) {
    throw new ConfigError(
      'TRUST_PROXY is missing. PUBLIC_URL is https, so a proxy stands before this server, and people must be told apart by the addresses that it passes on. Set TRUST_PROXY to the number of proxies, such as 1, or to their addresses; or to off if they pass on none.',
    );
  }
  const production = text('NODE_ENV') === 'production';
  const apiKey = text('VONAGE_API_KEY');
  const apiSecret = text('VONAGE_API_SECRET');
  if (Boolean(apiKey) !== Boolean(apiSecret)) {
    throw new ConfigError('VONAGE_API_KEY and VONAGE_API_SECRET belong together; set both or none.');
  }
  const simulatorOn = oneOf('SIMULATOR', apiKey || production ? 'off' : 'on', ['on', 'off']) === 'on';
  const simulatorPort = whole('SIMULATOR_PORT', 4100, 0, 65_535);
  if (simulatorOn && simulatorPort === port && port !== 0) {
    throw new ConfigError(`SIMULATOR_PORT is ${port}, and so is PORT; they must be two.`);
  }

  return {
    port,
    host: host('HOST', '127.0.0.1'),
    publicUrl,
    dataDir: resolve(text('DATA_DIR') ?? '.data'),
    databaseUrl,
    databaseDirectUrl,
    appSecrets,
    mobileApiKey: text('MOBILE_API_KEY'),
    vonage: {
      apiKey,
      apiSecret,
      signatureSecret: text('VONAGE_SIGNATURE_SECRET'),
      apiUrl: url('VONAGE_API_URL', 'https://api.nexmo.com', http),
      restUrl: url('VONAGE_REST_URL', 'https://rest.nexmo.com', http),
      clientApiUrl: url('VONAGE_CLIENT_API_URL', null, http),
      clientWsUrl: url('VONAGE_CLIENT_WS_URL', null, ['wss', 'ws', ...http]),
      callsPerSecond: whole('VONAGE_CALLS_PER_SECOND', 3, 1, 10_000),
      requestsPerSecond: whole('VONAGE_REQUESTS_PER_SECOND', 15, 1, 100_000),
    },
    webhookSignatures: oneOf('WEBHOOK_SIGNATURES', 'on', ['on', 'off']) === 'on',
    trustProxy: proxies('TRUST_PROXY'),
    requestsPerMinute: whole('REQUESTS_PER_MINUTE', 1200, 10, 10_000_000),
    sessionIdleHours: whole('SESSION_IDLE_HOURS', 12, 1, 720),
    simulator: {
      on: simulatorOn,
      host: host('SIMULATOR_HOST', '127.0.0.1'),
      port: simulatorPort,
      manners: text('SIMULATOR_MANNERS') ?? '',
    },
    logLevel: oneOf('LOG_LEVEL', 'info', LOG_LEVELS),
    production,
  };
}

/** The value in a sentence, unless it may hold a password. */
function isValue(value: string): string {
  return /[@?#]/.test(value) ? '' : `is "${value}"; it `;
}

function withoutEndingSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

/** An address, or a range of them as `address/bits`. */
function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
