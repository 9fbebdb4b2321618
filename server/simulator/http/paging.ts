import type { FastifyRequest } from 'fastify';
import type { Region } from '../../../shared/regions.js';
import { regionUrl } from '../network/regions.js';
import { addressedRegion } from './addressed-region.js';
import { invalid } from './errors.js';
import { readInput } from './input.js';

interface Link {
  href: string;
}

/** The requested URL without its query, with which links begin. */
export function here(request: FastifyRequest): string {
  return origin(request) + request.url.split('?', 1)[0];
}

/** The simulator's address as the caller requested it: with a region or without. */
export function origin(request: FastifyRequest): string {
  const region = addressedRegion(request.raw);
  return `${request.protocol}://${request.host}${region ? `/${region}` : ''}`;
}

/** The address of a region at the same host. */
export const originOf = (request: FastifyRequest, region: Region): string =>
  regionUrl(`${request.protocol}://${request.host}`, region);

/** A link to the requested URL with a changed query; undefined values are removed. */
function linkTo(request: FastifyRequest, changed: Record<string, string | number | undefined>): Link {
  const query = new URLSearchParams(request.query as Record<string, string>);
  for (const [name, value] of Object.entries(changed)) {
    if (value === undefined) query.delete(name);
    else query.set(name, String(value));
  }
  const text = query.toString();
  return { href: here(request) + (text && `?${text}`) };
}

/**
 * Numbered pages, as in the Applications API: `page` from 1, `page_size` 1 to 100 (Vonage: http-api §1).
 * @throws SimError 400
 */
export function numberedPage<T>(request: FastifyRequest, all: readonly T[]) {
  const query = readInput(request.query);
  const size = query.integer('page_size', { min: 1, max: 100 }) ?? 10;
  const page = query.integer('page', { min: 1 }) ?? 1;
  query.check();
  const pages = Math.max(1, Math.ceil(all.length / size));
  const link = (to: number) => linkTo(request, { page_size: size, page: to });
  return {
    items: all.slice((page - 1) * size, page * size),
    envelope: {
      page_size: size,
      page,
      total_items: all.length,
      total_pages: pages,
      _links: {
        self: link(page),
        first: link(1),
        last: link(pages),
        ...(page > 1 && { prev: link(Math.min(page - 1, pages)) }),
        ...(page < pages && { next: link(page + 1) }),
      },
    },
  };
}

interface Cursor {
  /** Id of the last item before the page, and its position in case it has been deleted. */
  after: string;
  index: number;
}

const seal = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url');

function unseal(text: string): Cursor {
  try {
    const { after, index } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor;
    if (typeof after === 'string' && Number.isInteger(index) && index >= 0) return { after, index };
  } catch {
    // Not one of our cursors.
  }
  throw invalid({ name: 'cursor', reason: 'is not a cursor of this list' });
}

/**
 * Pages with an opaque cursor, as in Users and Conversations; links are absolute because the SDK reads them with `new
 * URL` (Vonage: http-api §3 and §5).
 * @param all oldest first
 * @throws SimError 400
 */
export function cursorPage<T>(request: FastifyRequest, all: readonly T[], id: (item: T) => string) {
  const query = readInput(request.query);
  const size = query.integer('page_size', { min: 1, max: 100 }) ?? 10;
  const order = query.oneOf('order', ['asc', 'desc']) ?? 'asc';
  const cursor = query.text('cursor') || undefined;
  query.check();

  const items = order === 'asc' ? all : [...all].reverse();
  const start = cursor ? startAfter(items, unseal(cursor), id) : 0;
  const end = Math.min(start + size, items.length);
  const link = (from: number) =>
    linkTo(request, {
      page_size: size,
      order,
      cursor: from > 0 ? seal({ after: id(items[from - 1]!), index: from - 1 }) : undefined,
    });
  return {
    items: items.slice(start, end),
    envelope: {
      page_size: size,
      _links: {
        first: link(0),
        self: link(start),
        ...(end < items.length && { next: link(end) }),
        ...(start > 0 && { prev: link(Math.max(0, start - size)) }),
      },
    },
  };
}

function startAfter<T>(items: readonly T[], cursor: Cursor, id: (item: T) => string): number {
  const still = items[cursor.index];
  const found =
    still && id(still) === cursor.after ? cursor.index : items.findIndex((item) => id(item) === cursor.after);
  return found >= 0 ? found + 1 : Math.min(cursor.index, items.length);
}

/**
 * Pages by `index` (from 1) and `size` (at most 100), as in Numbers.
 * @returns null if a value is invalid
 */
export function indexedPage<T>(source: unknown, all: readonly T[]): T[] | null {
  const query = readInput(source);
  const size = query.integer('size', { min: 1, max: 100 }) ?? 10;
  const index = query.integer('index', { min: 1 }) ?? 1;
  return query.problems.length > 0 ? null : all.slice((index - 1) * size, index * size);
}
