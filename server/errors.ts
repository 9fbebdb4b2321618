/** The catalog of errors: code → HTTP status at the REST endpoints, and whether the message may be shown to clients. */
export const ERRORS = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_INPUT: 400,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INVALID_NCCO: 400,
  LIMIT: 429,
  VONAGE_REFUSED: 502,
  VONAGE_UNREACHABLE: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const;
export type ErrorCode = keyof typeof ERRORS;

/** Details of an error besides its message; copied to `extensions` of a GraphQL error. */
export interface ErrorDetails {
  /** Input path with dots, such as `input.name`. */
  field?: string;
  /** The rule that was broken (`required`, `tooLong`, `taken`, …): code + rule + params are what the page translates. */
  rule?: string;
  params?: Record<string, string | number | boolean>;
  /** Seconds. */
  retryAfter?: number;
  /** Vonage's own words. */
  vonage?: { title?: string; detail?: string; status?: number };
  /** The NCCO validator's list. */
  findings?: unknown[];
}

/** What a person or a program did, or Vonage said, that we answer with a clear sentence. Everything else is INTERNAL. */
export class DenwabanError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DenwabanError';
    this.status = ERRORS[code];
  }
}

/** Makes the error; write `throw fail(…)`. */
export function fail(code: ErrorCode, message: string, details?: ErrorDetails, options?: ErrorOptions): DenwabanError {
  return new DenwabanError(code, message, details, options);
}

/** A value broke a rule: BAD_INPUT with the field, the rule and what the sentence is made of. */
export function badInput(field: string, rule: string, message: string, params?: ErrorDetails['params']): DenwabanError {
  return new DenwabanError('BAD_INPUT', message, { field, rule, ...(params && { params }) });
}

/** @param what the noun that the reader knows, such as "application". */
export function notFound(what: string, id: string): DenwabanError {
  return new DenwabanError('NOT_FOUND', `There is no ${what} "${id}".`, { rule: what, params: { id } });
}
