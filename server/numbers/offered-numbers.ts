import { readPartOfNumber } from '../../shared/phone-number.js';
import { checkCountry } from '../applications/phone-number.js';
import { badInput } from '../errors.js';
import { decodeCursor, type Page, type PageRequest, pageOf, pageSize, wrongCursor } from '../page.js';
import type { OfferedNumber, OfferQuery } from '../vonage/account-api.js';
import type { Vonage } from '../vonage/client.js';

export interface AvailableQuery extends PageRequest {
  country: string;
  /** Digits, in any usual format. */
  pattern?: string | null;
  match?: OfferQuery['match'] | null;
  type?: string | null;
  /** Required in addition to calls. */
  features?: ('SMS' | 'MMS')[] | null;
}

export interface OfferPage extends Page<OfferedNumber> {
  totalCount: number;
}

/**
 * Available numbers with VOICE. Vonage pages by page number, we by cursor: ours is the number of items before, and a
 * page that spans two of theirs requests both.
 * @throws BAD_INPUT naming the argument
 */
export async function offeredNumbers(api: ReturnType<Vonage['account']>, query: AvailableQuery): Promise<OfferPage> {
  const size = pageSize(query);
  const start = query.after ? startOf(query.after) : 0;
  const filter = {
    country: checkCountry('country', query.country),
    pattern: query.pattern ? checkPattern(query.pattern) : null,
    match: query.match ?? 'contains',
    type: query.type ?? null,
    features: [...new Set(query.features ?? [])],
    size,
  } as const;

  const page = Math.floor(start / size) + 1;
  const skip = start % size;
  const { count, numbers } = await api.offeredNumbers({ ...filter, page });
  const more = skip > 0 ? (await api.offeredNumbers({ ...filter, page: page + 1 })).numbers : [];
  const nodes = [...numbers, ...more].slice(skip, skip + size);
  const hasNextPage = start + nodes.length < count;
  const before = (_: OfferedNumber, index: number) => String(start + index + 1);
  return { ...pageOf(nodes, before, { after: query.after, hasNextPage }), totalCount: count };
}

function startOf(cursor: string): number {
  const start = Number(decodeCursor(cursor));
  if (!Number.isSafeInteger(start) || start < 0) {
    throw wrongCursor();
  }
  return start;
}

function checkPattern(value: string): string {
  const digits = readPartOfNumber(value);
  if (!digits) throw badInput('pattern', 'pattern', 'Enter 1 to 15 digits.');
  return digits;
}
