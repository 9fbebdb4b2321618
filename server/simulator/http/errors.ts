import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { partOf } from './parts.js';

export interface InvalidParameter {
  name: string;
  reason: string;
}

/**
 * An error, to be written in the format of the called API (Vonage: http-api §0, families A to D). `code` is for family
 * B (`user:error:not-found`), `label` for family C; `type` is the fragment of family A's URL.
 */
export class SimError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly more: {
      code?: string;
      type?: string;
      invalid?: InvalidParameter[];
      headers?: Record<string, string>;
    } = {},
  ) {
    super(detail);
    this.name = 'SimError';
  }
}

/** 400 that names every invalid parameter. */
export function invalid(...parameters: InvalidParameter[]): SimError {
  return new SimError(400, 'Bad Request', 'The request failed due to validation errors.', {
    code: 'http:error:validation-fail',
    invalid: parameters,
  });
}

/** 401 for Basic or query credentials. */
export function wrongCredentials(): SimError {
  return new SimError(401, 'Invalid credentials supplied', 'You did not provide correct credentials.', {
    type: 'unauthorized',
    code: 'system:error:invalid-credentials',
  });
}

/** 401 for a bearer token (Vonage: jwt-acl §3). */
export function wrongToken(code: string, detail: string): SimError {
  return new SimError(401, 'Unauthorized', detail, { type: 'unauthorized', code });
}

/** 404 for an unknown id. */
export function unknownId(id: string): SimError {
  return new SimError(404, 'Not Found', `ID '${id}' does not exist, or you do not have access`, { type: 'not-found' });
}

/** 404 of family B. @param noun capitalized, such as "User" */
export function missing(noun: string): SimError {
  return new SimError(404, 'Not found', `${noun} does not exist, or you do not have access.`, {
    code: `${noun.toLowerCase()}:error:not-found`,
  });
}

/** 409 of family B: the name is in use. @param noun capitalized, such as "User" */
export function duplicateName(noun: string): SimError {
  return new SimError(409, 'Conflict', `A ${noun.toLowerCase()} with that name exists already.`, {
    code: `${noun.toLowerCase()}:error:duplicate-name`,
  });
}

/** 429 with the seconds to wait. */
export function tooMany(detail: string, retryAfter: number): SimError {
  return new SimError(429, 'Too Many Requests', detail, {
    type: 'throttled',
    code: 'http:error:too-many-request',
    headers: { 'retry-after': String(retryAfter) },
  });
}

/** Vonage's four error formats; our control API has a fifth. */
type Family = 'applications' | 'users' | 'numbers' | 'voice' | 'simulator';

function familyOf(request: FastifyRequest): Family {
  const part = partOf(request);
  if (part === 'client') return 'users';
  return part === 'account' ? 'applications' : part;
}

const DOCS = 'https://developer.vonage.com';

function bodyOf(error: SimError, family: Family, method: string): object {
  const { code = `http:error:${error.status}`, type, invalid: parameters } = error.more;
  const listed = parameters && { invalid_parameters: parameters };
  switch (family) {
    case 'applications': {
      const validation = `/api-errors/application#${method === 'GET' ? 'list' : 'payload'}-validation`;
      const address = parameters ? validation : `/api-errors#${type ?? error.status}`;
      return { type: DOCS + address, title: error.title, detail: error.detail, instance: instance(), ...listed };
    }
    case 'users':
      return {
        title: `${error.title}.`,
        type: `${DOCS}/api/conversation#${code}`,
        code,
        detail: error.detail,
        instance: instance(),
        ...listed,
      };
    case 'numbers':
      return { 'error-code': String(error.status), 'error-code-label': numbersLabel(error) };
    case 'voice':
      return { type: error.status, title: error.title, ...(listed ?? { detail: error.detail }) };
    case 'simulator':
      return { error: parameters ? sentence(parameters) : error.detail, ...listed };
  }
}

const instance = () => randomUUID().replaceAll('-', '');
const sentence = (parameters: InvalidParameter[]) => parameters.map((one) => `${one.name}: ${one.reason}`).join('; ');

function numbersLabel(error: SimError): string {
  if (error.status === 401) return 'authentication failed';
  return error.more.invalid ? sentence(error.more.invalid) : error.detail;
}

/** Converts errors of the HTTP layer (bad JSON, unknown content type, body too long). */
function fromHttp(error: Error & { statusCode?: number }): SimError | null {
  const status = error.statusCode ?? 500;
  if (status === 415) {
    return new SimError(415, 'Unsupported Content-Type header', 'Unsupported Content-Type header provided.', {
      type: 'content-type-header',
    });
  }
  if (status >= 500) return null;
  return new SimError(status, status === 413 ? 'Payload Too Large' : 'Bad Request', error.message);
}

/** Fastify's error handler: SimErrors in their family's format; everything else is logged and becomes a plain 500. */
export function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof SimError ? error : fromHttp(error);
  if (!refusal) request.log.error({ err: error }, 'the simulator failed');
  const shown = refusal ?? new SimError(500, 'Internal Error', 'There was an unexpected error.');
  return reply
    .status(shown.status)
    .headers(shown.more.headers ?? {})
    .type(partOf(request) === 'account' ? 'application/problem+json' : 'application/json')
    .send(JSON.stringify(bodyOf(shown, familyOf(request), request.method)));
}

/** Fastify's handler for unknown paths. */
export function answerUnknownPath(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerError(
    new SimError(404, 'Not Found', `There is nothing at ${request.method} ${request.url.split('?', 1)[0]}.`, {
      type: 'not-found',
    }),
    request,
    reply,
  );
}
