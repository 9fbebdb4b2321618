import { formatPhone } from '../lib/language/format';
import type { EventRow } from './events';

/** The name of an event: its status, or its kind. */
export function wordOf({ status, kind }: Pick<EventRow, 'status' | 'kind'>): string {
  return status ?? kind;
}

/** @param word see `wordOf` */
export function colourOf(word: string): string {
  if (word === 'ringing') return 'shu';
  if (word === 'answered') return 'green';
  if (word === 'failed' || word === 'error') return 'red';
  return 'gray';
}

/** @returns parties, direction, or keys */
export function wordsOf({ body }: Pick<EventRow, 'body'>): string {
  const { from, from_user, to, dtmf, direction } = (body ?? {}) as Record<string, unknown>;
  const digits = typeof dtmf === 'object' && dtmf !== null && 'digits' in dtmf ? dtmf.digits : dtmf;
  const party = (value: unknown) => (typeof value === 'string' ? formatPhone(value) : '');
  const route = [party(from_user ?? from), party(to)].filter(Boolean).join(' → ');
  return [route, typeof direction === 'string' && direction, typeof digits === 'string' && digits && `⌨ ${digits}`]
    .filter(Boolean)
    .join(' · ');
}
