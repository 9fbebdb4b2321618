import pino from 'pino';
import { redact } from './redact.js';

const LEVELS: Record<number, string> = { 10: 'trace', 20: 'debug', 30: '', 40: 'warning', 50: 'error', 60: 'fatal' };

interface LogOptions {
  /** pino's words: fatal, error, warn, info, debug, trace, silent. */
  level: string;
  name?: string;
  /** Lines for people; otherwise JSON, one object a line. */
  readable: boolean;
  write(line: string): void;
}

/** The log of a process. Secrets and phone numbers (except for their last three digits) are removed from every line. */
export function createLog({ level, name, readable, write }: LogOptions): pino.Logger {
  const options = { level, base: name ? { name } : {}, timestamp: pino.stdTimeFunctions.isoTime };
  return pino(options, {
    write(line: string) {
      const { level, time, msg, ...rest } = JSON.parse(line) as Record<string, unknown>;
      // These come first, because large entries are truncated at the end.
      const entry = redact({ level, time, msg, ...rest }) as Record<string, unknown>;
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

/** Fastify logs every address it listens on; our own startup message is clearer. */
export function forFastify(log: pino.Logger): pino.Logger {
  return log.level === 'info' ? log.child({}, { level: 'warn' }) : log;
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
