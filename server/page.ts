import { badInput } from './errors.js';

export const PAGE_SIZE = 25;
export const PAGE_LIMIT = 100;

/** A slice of a list: what `first` and `after` of a query ask for. */
export interface PageRequest {
  first?: number | null;
  after?: string | null;
}

/** A row and the cursor after it. */
export interface Edge<T> {
  node: T;
  cursor: string;
}

/** A page as the Relay Cursor Connections Specification has it, with the bare rows beside the edges. */
export interface Page<T> {
  nodes: T[];
  edges: Edge<T>[];
  pageInfo: PageEnds;
}
export interface PageEnds {
  startCursor: string | null;
  endCursor: string | null;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
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

/** The error for a cursor that this server has not made. */
export const wrongCursor = () => badInput('after', 'cursor', 'after isn’t a cursor from this server.');

/** @throws BAD_INPUT for a cursor that this server has not made */
export function decodeCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (key === '' || encodeCursor(key) !== cursor) {
    throw wrongCursor();
  }
  return key;
}

/** The cursor of a list that is sorted by whole numbers; null for the first page. @throws BAD_INPUT */
export function decodeNumberCursor(cursor: string | null | undefined): number | null {
  if (!cursor) return null;
  const key = Number(decodeCursor(cursor));
  if (!Number.isSafeInteger(key)) throw wrongCursor();
  return key;
}

/**
 * Makes a page of rows that were read with `limit size + 1`.
 * @param request the page's arguments; with a cursor there is a previous page
 * @param keyOf the sort key at which the next page continues
 */
export function toPage<T>(rows: T[], request: PageRequest, keyOf: (row: T) => string): Page<T> {
  const size = pageSize(request);
  return pageOf(rows.slice(0, size), keyOf, { after: request.after, hasNextPage: rows.length > size });
}

/**
 * Makes a page of its rows.
 * @param keyOf the sort key at which the page after a row continues
 */
export function pageOf<T>(
  nodes: T[],
  keyOf: (row: T, index: number) => string,
  { after, hasNextPage }: { after: string | null | undefined; hasNextPage: boolean },
): Page<T> {
  const edges = nodes.map((node, index) => ({ node, cursor: encodeCursor(keyOf(node, index)) }));
  const startCursor = edges[0]?.cursor ?? null;
  const endCursor = edges.at(-1)?.cursor ?? null;
  return { nodes, edges, pageInfo: { startCursor, endCursor, hasNextPage, hasPreviousPage: Boolean(after) } };
}

/** The same page with its rows as the API shows them. */
export function mapPage<Row, Shown>({ edges, pageInfo }: Page<Row>, show: (row: Row) => Shown): Page<Shown> {
  const shown = edges.map(({ node, cursor }) => ({ node: show(node), cursor }));
  return { nodes: shown.map(({ node }) => node), edges: shown, pageInfo };
}

/** No name, number or id that a list can be searched for is longer. Characters. */
const LONGEST_FILTER = 200;
/** Years in which something can have happened, for which PostgreSQL has a time. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 9999;

/**
 * A text that a list is searched for.
 * @param field the input path that an error names
 * @returns null for none
 * @throws BAD_INPUT when it is longer than anything that could be found
 */
export function filterText(field: string, value: string | null | undefined): string | null {
  const text = value?.trim() ?? '';
  if (text.length > LONGEST_FILTER) {
    throw badInput(field, 'tooLong', `At most ${LONGEST_FILTER} characters are allowed.`, { max: LONGEST_FILTER });
  }
  return text === '' ? null : text;
}

/** Start or end of a list's time range. @throws BAD_INPUT if it is invalid, or of an implausible year */
export function filterInstant(field: string, value: Date | null | undefined): Date | null {
  if (!value) return null;
  const year = value.getUTCFullYear();
  if (year >= FIRST_YEAR && year <= LAST_YEAR) return value;
  throw badInput(field, 'range', `The year must be between ${FIRST_YEAR} and ${LAST_YEAR}.`, {
    min: FIRST_YEAR,
    max: LAST_YEAR,
  });
}
