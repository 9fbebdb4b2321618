import { DenwabanError, fail } from '../errors.js';

/** The part of the SDK's error that we use: the response it rejected, with its body unread. */
interface WithResponse extends Error {
  response: { status: number; headers: { get(name: string): string | null }; json(): Promise<unknown> };
}

const hasResponse = (error: unknown): error is WithResponse =>
  error instanceof Error && typeof (error as Partial<WithResponse>).response?.status === 'number';

/** Vonage responded, but not as its API promises. */
export const unreadable = (cause?: unknown) =>
  fail('VONAGE_UNREACHABLE', "Vonage's answer could not be read.", { rule: 'unreadable' }, { cause });

/**
 * Turns an error of the SDK into ours, with Vonage's own words: no response or 5xx = VONAGE_UNREACHABLE, 429 = LIMIT,
 * any other refusal = VONAGE_REFUSED. Reads all four formats of error bodies (Vonage: http-api §0).
 */
export async function asOurError(error: unknown): Promise<Error> {
  if (error instanceof DenwabanError) return error;
  if (!hasResponse(error)) {
    const { name, code = codeOfCause(error) } = error as { name?: string; code?: string };
    if (name === 'AbortError' || name === 'TimeoutError') {
      return fail('VONAGE_UNREACHABLE', 'Vonage did not answer in time.', { rule: 'timeout' }, { cause: error });
    }
    if (name === 'FetchError' || code?.startsWith('E')) {
      return fail('VONAGE_UNREACHABLE', 'Vonage cannot be reached.', { rule: 'connection' }, { cause: error });
    }
    // The SDK reads properties of a body without checking it first.
    if (error instanceof TypeError) return unreadable(error);
    return error instanceof Error ? error : new Error(String(error));
  }

  const { status, headers } = error.response;
  if (status < 400) return unreadable(error);
  const vonage = { status, ...words(await error.response.json().catch(() => null)) };
  if (status === 429) {
    const retryAfter = Number(headers.get('retry-after')) || 1;
    return fail('LIMIT', 'Vonage takes no more requests for the moment.', { rule: 'vonage', retryAfter, vonage });
  }
  if (status >= 500) {
    const details = { rule: 'status', params: { status }, vonage };
    return fail('VONAGE_UNREACHABLE', `Vonage is in trouble: it answered ${status}.`, details, { cause: error });
  }
  const reason = [vonage.title, vonage.detail].filter(Boolean).join(' ') || `status ${status}`;
  return fail('VONAGE_REFUSED', `Vonage refused: ${reason}`, { vonage }, { cause: error });
}

/** Node's fetch hides the reason in its cause. */
function codeOfCause(error: unknown): string | undefined {
  return error instanceof Error && error.cause instanceof Error
    ? (error.cause as NodeJS.ErrnoException).code
    : undefined;
}

/** Title and detail from any of the four formats. */
function words(body: unknown): { title?: string; detail?: string } {
  if (typeof body !== 'object' || body === null) return {};
  const said = body as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  const broken = Array.isArray(said.invalid_parameters)
    ? said.invalid_parameters.map((one: { name?: string; reason?: string }) => `${one.name}: ${one.reason}`).join('; ')
    : undefined;
  const title = text(said.title) ?? text(said['error-code-label']) ?? text(said.error_title);
  const detail = [text(said.detail), text(broken)].filter(Boolean).join(' ') || undefined;
  return { ...(title && { title }), ...(detail && { detail }) };
}

/** Whether Vonage refused with this status. */
export function isRefusal(error: unknown, status: number): error is DenwabanError {
  return error instanceof DenwabanError && error.code === 'VONAGE_REFUSED' && error.details.vonage?.status === status;
}
