import type { FastifyRequest } from 'fastify';
import { type Body, isBody } from '../calls/events/classify-event.js';
import { badInput, DenwabanError } from '../errors.js';
import { parseForeignJson } from '../json-depth.js';

/** A webhook as received; nothing in it is verified yet. */
export interface Webhook {
  /** The body, or for a GET the query: webhooks with the same bytes are the same webhook. */
  raw: Buffer;
  /** Input of the signature's hash (Vonage: webhooks §4). */
  signed: Buffer | string;
  query: Record<string, string>;
  body: Body;
}

/** Parameters in which a GET carries an object as JSON (Vonage: webhooks §1 and §3). */
const NESTED = ['custom_data', 'dtmf', 'speech', 'payload', 'headers', 'original_request'];

/**
 * Reads a webhook whose body is still raw bytes.
 * @throws BAD_INPUT if the body is not a JSON object, or is nested too deeply
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
      // It stays text.
    }
  }
  return body;
}

function notAnObject(cause?: unknown) {
  return Object.assign(badInput('body', 'json', 'The body of a webhook must be a JSON object.'), { cause });
}
