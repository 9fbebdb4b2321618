import type { FastifyRequest } from 'fastify';
import { readInput } from '../http/input.js';
import type { CallRecord } from '../network/call-records.js';
import { callView } from './call-view.js';

const STATUSES = [
  'started',
  'ringing',
  'answered',
  'machine',
  'completed',
  'busy',
  'cancelled',
  'failed',
  'rejected',
  'timeout',
  'unanswered',
] as const;

/**
 * The filtered list, paged by record offset; the next page's link is absolute because the SDK reads it with `new URL`
 * (Vonage: http-api §4.2).
 * @throws SimError 400
 */
export function callPage(request: FastifyRequest, all: CallRecord[]): object {
  const query = readInput(request.query);
  const size = query.integer('page_size', { min: 1, max: 100 }) ?? 10;
  const index = query.integer('record_index', { min: 0 }) ?? 0;
  const order = query.oneOf('order', ['asc', 'desc']) ?? 'asc';
  const status = query.oneOf('status', STATUSES);
  const from = dateIn(query, 'date_start');
  const until = dateIn(query, 'date_end');
  const conversation = query.text('conversation_uuid');
  query.check();

  const found = all.filter((record) => {
    const at = Date.parse(record.startedAt);
    return (
      (status === undefined || record.status === status) &&
      (from === undefined || at >= from) &&
      (until === undefined || at <= until) &&
      (conversation === undefined || record.conversation === conversation)
    );
  });
  found.sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  if (order === 'desc') found.reverse();
  const link = (start: number) => ({ href: pageUrl(request, { page_size: size, record_index: start, order }) });
  const last = Math.max(0, Math.ceil(found.length / size) - 1) * size;
  return {
    count: found.length,
    page_size: size,
    record_index: index,
    _links: {
      self: link(index),
      first: link(0),
      last: link(last),
      ...(index + size < found.length && { next: link(index + size) }),
      ...(index > 0 && { prev: link(Math.max(0, index - size)) }),
    },
    _embedded: { calls: found.slice(index, index + size).map(callView) },
  };
}

function dateIn(query: ReturnType<typeof readInput>, name: string): number | undefined {
  const text = query.text(name);
  if (text === undefined) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? query.wrong(name, 'must be an ISO 8601 date') : at;
}

function pageUrl(request: FastifyRequest, changed: Record<string, string | number>): string {
  const url = new URL(request.url, `${request.protocol}://${request.host}`);
  for (const [name, value] of Object.entries(changed)) url.searchParams.set(name, String(value));
  return url.href;
}
