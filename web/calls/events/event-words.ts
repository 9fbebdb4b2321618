import type { TFunction } from 'i18next';
import { isWithheld } from '../../../shared/withheld';
import { formatPhone } from '../../lib/language/format';
import type { EventRow } from './events';

/** The name of an event: its status, or its kind. */
export function wordOf({ status, kind }: Pick<EventRow, 'status' | 'kind'>): string {
  return status ?? kind;
}

/** The same for people, in their language; a word that Vonage has added is shown as it is. */
export function eventWord(event: Pick<EventRow, 'status' | 'kind'>, t: TFunction): string {
  const word = wordOf(event);
  return t([`calls.event.${word}`, 'calls.event.other'], { word });
}

/** @param word see `wordOf` */
export function colourOf(word: string): string {
  if (word === 'ringing') return 'shu';
  if (word === 'answered') return 'green';
  if (word === 'failed' || word === 'error') return 'red';
  return 'gray';
}

/** Vonage's word for a direction. */
const DIRECTIONS = { inbound: 'INBOUND', outbound: 'OUTBOUND' } as const;

/** @returns parties, direction, or keys; a caller without a number is called so */
export function wordsOf({ body }: Pick<EventRow, 'body'>, t: TFunction): string {
  const { from, from_user, to, dtmf, direction } = (body ?? {}) as Record<string, unknown>;
  const digits = typeof dtmf === 'object' && dtmf !== null && 'digits' in dtmf ? dtmf.digits : dtmf;
  const party = (value: unknown) => (typeof value === 'string' ? formatPhone(value.trim()) : '');
  const caller = from_user ?? from;
  const hidden = typeof caller === 'string' && isWithheld(caller);
  // Of an app that is called, Vonage writes "Unknown" also where the caller shows a number.
  const route = [hidden ? (direction === 'outbound' ? '' : t('calls.withheldParty')) : party(caller), party(to)]
    .filter(Boolean)
    .join(' → ');
  const way = typeof direction === 'string' && directionWord(direction, t);
  return [route, way, typeof digits === 'string' && digits && `⌨ ${digits}`].filter(Boolean).join(' · ');
}

function directionWord(direction: string, t: TFunction): string {
  const known = direction === 'inbound' || direction === 'outbound' ? DIRECTIONS[direction] : null;
  return known ? t(`calls.direction.${known}`) : direction;
}
