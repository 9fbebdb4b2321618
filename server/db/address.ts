import { readFileSync } from 'node:fs';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { ConfigError } from '../config.js';

/** Address, user and connection settings of a PostgreSQL database. */
export interface Address {
  /** Several servers of one database: the first one that answers is used. */
  hosts: { host: string; port: number }[];
  user: string;
  password: string;
  database: string;
  tls: false | 'prefer' | Tls;
  directTls: boolean;
  applicationName: string;
  /** Settings for the session, as `-c name=value`. */
  options: string | null;
  /** Seconds; null = no limit. */
  connectTimeout: number | null;
  /** Seconds of silence after which a connection is tested. */
  keepAlive: number | null;
  primaryOnly: boolean;
  /** Whether the address says that it is a pooler in transaction mode. */
  pooled: boolean;
  /** Maximum number of connections it allows. */
  connections: number | null;
}

/** TLS options for Node. */
interface Tls {
  rejectUnauthorized: boolean;
  ca?: string;
  cert?: string;
  key?: string;
  passphrase?: string;
  checkServerIdentity?: (name: string, certificate: PeerCertificate) => Error | undefined;
}

const EXAMPLE = 'postgres://user:password@host:5432/database';
const PORT = 5432;
const CONNECT_SECONDS = 5;
const KEEP_ALIVE_SECONDS = 60;
const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];
/** Parameters for other clients; ignored here. */
const IGNORED = ['uselibpqcompat', 'supa', 'fallback_application_name', 'sslsni', 'sslcompression'];

/** Everything up to the last @ before the database name is `user:password`. */
const PARTS = /^postgres(?:ql)?:\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?([^@/?#]*)(?:\/([^/?#]*))?(?:\?([^#]*))?$/;

/**
 * Reads a database URL; its parameters mean what they mean to libpq. An unknown parameter is refused by name. Errors
 * never repeat a value, because it may be the password or be next to it.
 * @param name the setting that errors name
 * @throws ConfigError
 */
export function readAddress(text: string, name = 'DATABASE_URL'): Address {
  const refuse = (sentence: string): never => {
    throw new ConfigError(`${name} ${sentence}`);
  };
  const parts = PARTS.exec(text.trim());
  if (!parts) {
    return refuse(
      `isn’t an address like ${EXAMPLE}. In a user name or password, write / as %2F, # as %23, ? as %3F, @ as %40, : as %3A, and % as %25.`,
    );
  }
  const decode = (part: string | undefined, what: string): string => {
    try {
      return decodeURIComponent(part ?? '');
    } catch {
      return refuse(`has a % in its ${what} that does not belong to such as %2F; a % itself is written as %25.`);
    }
  };
  const { asked, afterPassword } = readOptions(parts[5] ?? '', decode, refuse);
  const take = (option: string): string | null => {
    const value = asked.get(option) ?? null;
    asked.delete(option);
    return value;
  };
  const oneOf = <T extends string>(option: string, allowed: T[], why = ''): T | null => {
    const value = take(option);
    if (value === null || allowed.includes(value as T)) return value as T | null;
    return refuse(`has an option ${option} that must be one of: ${allowed.join(', ')}${why}.`);
  };
  const seconds = (option: string): number | null => {
    const value = take(option);
    if (value !== null && !/^\d{1,6}$/.test(value))
      return refuse(`has an option ${option} that must be whole seconds.`);
    return value === null ? null : Number(value);
  };

  const hosts = readHosts(take('host') ?? decode(parts[3], 'host'), take('port'), refuse);
  const user = take('user') ?? decode(parts[1], 'user name');
  if (!user) return refuse(`has no user; write it like ${EXAMPLE}.`);
  const timeout = seconds('connect_timeout');
  const pooled = oneOf('pgbouncer', ['true', 'false']) === 'true';
  const connections = take('connection_limit');
  if (connections !== null && !/^[1-9]\d{0,3}$/.test(connections)) {
    return refuse('has an option connection_limit that must be a whole number from 1 to 9999.');
  }
  const keepAlive = oneOf('keepalives', ['0', '1']);
  const keepAliveIdle = seconds('keepalives_idle');
  const target = oneOf(
    'target_session_attrs',
    ['any', 'read-write', 'primary'],
    ', because Denwaban writes to its database',
  );
  oneOf('client_encoding', ['UTF8', 'utf8', 'UTF-8', 'utf-8', 'auto']);
  oneOf('gssencmode', ['disable', 'prefer'], ', because Denwaban doesn’t support Kerberos');
  const negotiation = oneOf('sslnegotiation', ['postgres', 'direct']);
  const tls = readTls(hosts, take, oneOf, refuse);
  if (negotiation === 'direct' && typeof tls !== 'object') {
    return refuse('has sslnegotiation=direct, which needs sslmode=require, verify-ca or verify-full.');
  }
  const address: Address = {
    hosts,
    user,
    password: take('password') ?? decode(parts[2], 'password'),
    database: take('dbname') ?? (decode(parts[4], 'name of the database') || user),
    tls: hosts.every(({ host }) => host.startsWith('/')) ? false : tls,
    directTls: negotiation === 'direct',
    applicationName: take('application_name') ?? 'denwaban',
    options: take('options'),
    connectTimeout: timeout === 0 ? null : (timeout ?? CONNECT_SECONDS),
    keepAlive: keepAlive === '0' ? null : (keepAliveIdle ?? KEEP_ALIVE_SECONDS),
    primaryOnly: target === 'primary' || target === 'read-write',
    pooled,
    connections: connections === null ? null : Number(connections),
  };
  for (const option of IGNORED) asked.delete(option);
  const unknown = [...asked.keys()];
  if (unknown.length > 0) {
    // What follows a password may be a part of it, after an & that is not written as %26.
    const isSecret = (option: string) => afterPassword.has(option) || !/^[\w-]{1,40}$/.test(option);
    const named = unknown.map((option) => (isSecret(option) ? '…' : option));
    const hints = [
      unknown.includes('schema') && ' To use another schema, write options=-c%20search_path%3Dname.',
      unknown.some(isSecret) && ' In a password, write & as %26.',
    ];
    return refuse(`has an unknown option: ${named.join(', ')}. Remove it.${hints.filter(Boolean).join('')}`);
  }
  return address;
}

type Refuse = (sentence: string) => never;

function readOptions(query: string, decode: (part: string, what: string) => string, refuse: Refuse) {
  const asked = new Map<string, string>();
  const afterPassword = new Set<string>();
  for (const pair of query.split('&').filter(Boolean)) {
    const at = pair.indexOf('=');
    if (at < 1) return refuse('has an option without a value; options are written as ?name=value&name=value.');
    const option = decode(pair.slice(0, at), 'options');
    if (asked.has('password') || asked.has('sslpassword')) afterPassword.add(option);
    asked.set(option, decode(pair.slice(at + 1).replaceAll('+', ' '), 'options'));
  }
  return { asked, afterPassword };
}

/** `a:5432,b:5433`, `[::1]:5432`, or a folder with a Unix socket. */
function readHosts(text: string, ports: string | null, refuse: Refuse): Address['hosts'] {
  const given = ports?.split(',') ?? [];
  return (text || 'localhost').split(',').map((one, index) => {
    const [, host, own] = one.startsWith('/')
      ? [null, one]
      : (/^(\[[\da-f:.]+\]|[^:[\]\s]+)(?::(\d*))?$/i.exec(one) ?? []);
    if (!host) return refuse(`names a host that is none; it must be such as ${EXAMPLE}.`);
    const port = Number(own || (given[index] ?? given[0]) || PORT);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return refuse('has a port that is not from 1 to 65535.');
    return { host: host.replace(/^\[|\]$/g, ''), port };
  });
}

function readTls(
  hosts: Address['hosts'],
  take: (option: string) => string | null,
  oneOf: (option: string, allowed: string[]) => string | null,
  refuse: Refuse,
): Address['tls'] {
  const file = (option: string): string | undefined => {
    const path = take(option);
    if (path === null) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      return refuse(
        `has an option ${option}, and that file cannot be read (${(error as NodeJS.ErrnoException).code}). It must be the path of a PEM file on this machine.`,
      );
    }
  };
  const asked = oneOf('sslmode', MODES);
  // Spellings of other clients, with libpq's meaning.
  const short = oneOf('ssl', ['true', 'false']);
  const binding = oneOf('channel_binding', ['disable', 'prefer', 'require']);
  const root = take('sslrootcert');
  const ca = root && root !== 'system' ? (asFile(root) ?? null) : null;
  let mode = asked ?? (short === 'true' ? 'require' : short === 'false' ? 'disable' : 'prefer');
  // With a root certificate `require` verifies it too; the system's roots sign for everyone, so the name must match.
  if (mode === 'require' && ca) mode = 'verify-ca';
  if (root === 'system') mode = 'verify-full';
  // Channel binding proves that nobody is in between; a verified certificate proves it too.
  if (binding === 'require') {
    if (mode === 'disable') return refuse('has channel_binding=require, which needs TLS, and sslmode=disable.');
    mode = 'verify-full';
  }
  const cert = file('sslcert');
  const key = file('sslkey');
  const passphrase = take('sslpassword');
  if (Boolean(cert) !== Boolean(key)) return refuse('needs the options sslcert and sslkey together, or none of them.');
  if (mode === 'disable') return false;
  if ((mode === 'prefer' || mode === 'allow') && !cert) return 'prefer';
  const names = hosts.map(({ host }) => host);
  return {
    rejectUnauthorized: mode.startsWith('verify'),
    ...(ca && { ca }),
    ...(cert && key && { cert, key }),
    ...(passphrase && { passphrase }),
    ...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }),
    ...(mode === 'verify-full' && {
      checkServerIdentity: (_: string, certificate: PeerCertificate) => {
        const wrong = names.map((host) => checkServerIdentity(host, certificate));
        return wrong.includes(undefined) ? undefined : wrong[0];
      },
    }),
  };

  function asFile(path: string): string | undefined {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      return refuse(
        `has an option sslrootcert, and that file cannot be read (${(error as NodeJS.ErrnoException).code}). It must be the path of a PEM file on this machine, or system.`,
      );
    }
  }
}
