import pino from 'pino';

const HIDDEN_KEYS = /secret|passw|token|jwt|authorization|cookie|private_?key|api_?key/i;
const HIDDEN_IN_ADDRESS = /([?&](?:api_secret|api_key|token|jwt|sig)=)[^&\s"]+/gi;
const PASSWORD_IN_ADDRESS = /(:\/\/[^:/@\s]*:)[^@/\s]+@/g;
const JWT = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;
/** 7 to 15 digits that stand alone: not a part of an id or of a decimal number. */
const PHONE_NUMBER = /(?<![\w.-])\+?\d{4,12}(\d{3})(?![\w-])/g;
const LEVELS: Record<number, string> = { 10: 'trace', 20: 'debug', 30: '', 40: 'warning', 50: 'error', 60: 'fatal' };

interface LogOptions {
  /** pino's words: fatal, error, warn, info, debug, trace, silent. */
  level: string;
  name?: string;
  /** Lines for people; otherwise JSON, one object a line. */
  readable: boolean;
  write(line: string): void;
}

/**
 * The one log of a process. Secrets, and phone numbers but for their last three digits, are taken out of every line,
 * wherever they stand in it.
 */
export function createLog({ level, name, readable, write }: LogOptions): pino.Logger {
  const options = { level, base: name ? { name } : {}, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(options, {
    write(line: string) {
      const entry = withoutSecrets(JSON.parse(line)) as Record<string, unknown>;
      write(readable ? forPeople(entry) : `${JSON.stringify(entry)}\n`);
    },
  });
}

/** A log on standard error, for people when a person sits there. @param production then always JSON */
export function logToStderr({ level, production, name }: { level: string; production: boolean; name?: string }) {
  return createLog({
    level,
    ...(name && { name }),
    readable: Boolean(process.stderr.isTTY) && !production,
    write: (line) => process.stderr.write(line),
  });
}

/** Fastify tells at info every address it listens on; the mains say it better. */
export function forFastify(log: pino.Logger): pino.Logger {
  return log.level === 'info' ? log.child({}, { level: 'warn' }) : log;
}

function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') {
    return value
      .replace(JWT, '[hidden]')
      .replace(HIDDEN_IN_ADDRESS, '$1[hidden]')
      .replace(PASSWORD_IN_ADDRESS, '$1[hidden]@')
      .replace(PHONE_NUMBER, '…$1');
  }
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      HIDDEN_KEYS.test(key) && item !== null ? '[hidden]' : withoutSecrets(item),
    ]),
  );
}

function forPeople({ time, level, name, msg, err, ...rest }: Record<string, unknown>): string {
  const clock = String(time).slice(11, 19);
  const error = err as { stack?: string; message?: string } | undefined;
  const details = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const words = [clock, LEVELS[Number(level)] ?? level, name, msg, ...details].filter(Boolean).join('  ');
  return `${words}\n${error ? `${(error.stack ?? error.message ?? '').replace(/^/gm, '    ')}\n` : ''}`;
}
