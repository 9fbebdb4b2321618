import { badInput } from './errors.js';

export const PAGE_SIZE = 25;
export const PAGE_LIMIT = 100;

/** A slice of a list: what `first` and `after` of a query ask for. */
export interface PageRequest {
  first?: number | null;
  after?: string | null;
}

export interface Page<T> {
  nodes: T[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/**
 * The number of rows that a request may have.
 * @throws BAD_INPUT when it is not between 1 and 100
 */
export function pageSize(request: PageRequest): number {
  const first = request.first ?? PAGE_SIZE;
  if (!Number.isInteger(first) || first < 1 || first > PAGE_LIMIT) {
    throw badInput('first', 'range', `first must be a whole number from 1 to ${PAGE_LIMIT}.`, {
      min: 1,
      max: PAGE_LIMIT,
    });
  }
  return first;
}

/** A cursor is the sort key of the last row, opaque to the reader. */
export function encodeCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/** @throws BAD_INPUT when the cursor was not made by us */
export function decodeCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (key === '' || encodeCursor(key) !== cursor) {
    throw badInput('after', 'cursor', 'after is not a cursor that this server gave.');
  }
  return key;
}

/**
 * Makes a page of rows that were read with `limit size + 1`.
 * @param keyOf the sort key by which the next page goes on
 */
export function toPage<T>(rows: T[], size: number, keyOf: (row: T) => string): Page<T> {
  const nodes = rows.slice(0, size);
  const last = nodes.at(-1);
  return {
    nodes,
    pageInfo: { endCursor: last ? encodeCursor(keyOf(last)) : null, hasNextPage: rows.length > size },
  };
}
