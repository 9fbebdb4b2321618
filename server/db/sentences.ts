import { ConfigError } from '../config.js';
import { redactText } from '../redact.js';
import { type Address, readAddress } from './address.js';
import { codeOf } from './failures.js';
import { isFull } from './patience.js';

const TLS_CODES = /^(ERR_(SSL|TLS)|EPROTO|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;

/**
 * Explains why a database cannot be used; codes are PostgreSQL's, Node's and OpenSSL's.
 * @param name the setting with its address
 * @returns null for an error that is not about the database as a whole
 */
export function sentenceFor(error: unknown, url: string, name = 'DATABASE_URL'): ConfigError | null {
  if (error instanceof ConfigError) return error;
  const address = readAddress(url, name);
  const cure = cureOf(error, address);
  if (!cure) return null;
  const said = (error as Error).message || codeOf(error);
  const shown = redactText(address.password ? String(said).replaceAll(address.password, '…') : String(said));
  return new ConfigError(`The database of ${name} cannot be used: ${shown.replace(/[.\s]{1,3}$/, '')}. ${cure}`);
}

function cureOf(error: unknown, address: Address): string | null {
  const code = codeOf(error) ?? '';
  const message = error instanceof Error ? error.message : '';
  const { user, database } = address;
  if (isFull(error)) {
    return 'All allowed connections are in use. Stop other programs that use it, or allow more for the role, the database or the server.';
  }
  if (code === '28P01') return `The password in the address is wrong for the user "${user}".`;
  if (code.startsWith('28')) {
    return /no encryption|SSL off/i.test(message)
      ? 'It requires TLS: add ?sslmode=require to the address.'
      : `It refuses the user "${user}": check the user name and the server’s pg_hba.conf.`;
  }
  if (code === '3D000') return `Create the database: create database "${database}" owner "${user}" encoding 'UTF8';`;
  if (code === '42501') {
    return `"${user}" isn’t allowed to do that. Make it the owner: alter database "${database}" owner to "${user}"; for tables created by another role: reassign owned by … to "${user}";`;
  }
  if (code === '57P03') return 'It is starting or recovering; start Denwaban again when it is ready.';
  if (code === '25006') return 'It is read-only; Denwaban needs the primary server.';
  if (code === '57014')
    return 'It allows too little time for one statement (statement_timeout): allow more for this user.';
  if (code === '08P01' && /startup parameter/i.test(message)) {
    return 'A pooler in between doesn’t support this option: remove it, or set it at the pooler or for the user.';
  }
  if (code === '42704' || code === '22023') return 'The address contains an unknown setting: check its options.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'There is no host with this name: check the host in the address.';
  if (/^(ECONNREFUSED|ENOENT)$/.test(code))
    return 'Nothing is listening there: check the host and port, and that it is running.';
  if (/^(ETIMEDOUT|CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) {
    return 'Nothing responds there: check the host and port, and firewalls in between.';
  }
  if (TLS_CODES.test(code)) {
    return 'No secure connection is possible: provide its root certificate with sslrootcert, or choose another sslmode.';
  }
  if (code === 'SASL_SIGNATURE_MISMATCH')
    return 'The server there doesn’t know the password, so it isn’t the database.';
  if (/^(ECONNRESET|EPIPE|CONNECTION_CLOSED|CONNECTION_ENDED)$/.test(code)) {
    return typeof address.tls === 'object'
      ? 'It closed the connection: it may not support TLS (in a private network, use sslmode=disable), or it is restarting.'
      : 'It closed the connection: it may be restarting, or it isn’t PostgreSQL.';
  }
  // Any other error of PostgreSQL has a code of five characters.
  return /^[0-9A-Z]{5}$/.test(code) && (error as { severity?: string }).severity === 'FATAL' ? `(${code})` : null;
}
