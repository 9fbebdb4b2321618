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
    return 'All connections that are allowed are in use. End other programs that use it, or let the role, the database or the server have more.';
  }
  if (code === '28P01') return `The password in the address is not that of the user "${user}".`;
  if (code.startsWith('28')) {
    return /no encryption|SSL off/i.test(message)
      ? 'It wants TLS: add ?sslmode=require to the address.'
      : `It does not let "${user}" in: look at its pg_hba.conf, and at the user's name.`;
  }
  if (code === '3D000') return `Create the database: create database "${database}" owner "${user}" encoding 'UTF8';`;
  if (code === '42501') {
    return `"${user}" has no right to do that. Make it the owner: alter database "${database}" owner to "${user}"; tables that another role made are given with: reassign owned by … to "${user}";`;
  }
  if (code === '57P03') return 'It is starting or recovering; start Denwaban again when it is ready.';
  if (code === '25006') return 'It takes no changes; Denwaban needs the primary server.';
  if (code === '57014')
    return 'It allows too little time for one statement (statement_timeout): allow more for this user.';
  if (code === '08P01' && /startup parameter/i.test(message)) {
    return 'A pooler is between, which does not know this option: take it out, or set it at the pooler or for the user.';
  }
  if (code === '42704' || code === '22023')
    return 'The address asks for a setting that it does not know: look at the options.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'No machine is known by that name: look at the host in the address.';
  if (/^(ECONNREFUSED|ENOENT)$/.test(code))
    return 'Nothing listens there: look at the host and port, and whether it runs.';
  if (/^(ETIMEDOUT|CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code)) {
    return 'Nothing answers there: look at the host and port, and whether a firewall lets us pass.';
  }
  if (TLS_CODES.test(code)) {
    return 'No safe connection comes about: give its root certificate with sslrootcert, or choose another sslmode.';
  }
  if (code === 'SASL_SIGNATURE_MISMATCH')
    return 'Whoever answers there does not know the password: it is not the database.';
  if (/^(ECONNRESET|EPIPE|CONNECTION_CLOSED|CONNECTION_ENDED)$/.test(code)) {
    return typeof address.tls === 'object'
      ? 'It ended the connection: perhaps it speaks no TLS (sslmode=disable, in a network of your own), or it is restarting.'
      : 'It ended the connection: perhaps it is restarting, or is no PostgreSQL.';
  }
  // Any other error of PostgreSQL has a code of five characters.
  return /^[0-9A-Z]{5}$/.test(code) && (error as { severity?: string }).severity === 'FATAL' ? `(${code})` : null;
}
