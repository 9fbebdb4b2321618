import type { FastifyRequest } from 'fastify';
import { type Body, isBody } from '../calls/events/classify-event.js';
import { badInput, DenwabanError } from '../errors.js';
import { parseForeignJson } from '../json-depth.js';

/** A webhook as it came; nothing in it is verified yet. */
export interface Webhook {
  /** The body, or for a GET the query: two webhooks with the same bytes are the same webhook. */
  raw: Buffer;
  /** What the signature's hash covers (Vonage: webhooks §4). */
  signed: Buffer | string;
  query: Record<string, string>;
  body: Body;
}

/** Objects that a GET carries as JSON in one parameter (Vonage: webhooks §1 and §3). */
const NESTED = ['custom_data', 'dtmf', 'speech', 'payload', 'headers', 'original_request'];

/**
 * Reads a webhook; its parser has left the body as bytes.
 * @throws BAD_INPUT when the body is no JSON object, or is nested too deep
 */
export function readWebhook(request: FastifyRequest): Webhook {
  const search = request.url.split('?', 2)[1] ?? '';
  const query: Record<string, string> = Object.fromEntries(new URLSearchParams(search));
  if (request.method === 'GET') {
    return { raw: Buffer.from(search), signed: JSON.stringify(query), query, body: unpack(query) };
  }
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return { raw, signed: raw, query, body: parse(raw) };
}

function parse(raw: Buffer): Body {
  let body: unknown;
  try {
    body = parseForeignJson(raw.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw cause instanceof DenwabanError ? cause : notAnObject(cause);
  }
  if (!isBody(body)) throw notAnObject();
  return body;
}

function unpack(query: Record<string, string>): Body {
  const body: Body = { ...query };
  for (const name of NESTED) {
    const text = query[name];
    if (!text?.startsWith('{')) continue;
    try {
      body[name] = parseForeignJson(text);
    } catch {
      // Left as text.
    }
  }
  return body;
}

function notAnObject(cause?: unknown) {
  return Object.assign(badInput('body', 'json', 'The body of a webhook must be a JSON object.'), { cause });
}
