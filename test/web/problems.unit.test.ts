import { expect, it } from 'vitest';
import { problemsOf } from '../../web/calls/page/problems';
import type { CallEvent } from '../../web/calls/page/timeline';

const event = (kind: string, body: object, at = '2026-11-27T08:00:00.000Z') =>
  ({ id: `${kind} ${at}`, kind, body, timestamp: at, receivedAt: at }) as unknown as CallEvent;

it('reads what Vonage could not do from error and fallback webhooks, each once', () => {
  const limit = { reason: 'Too many calls: the rate limit of new outbound calls was exceeded.' };
  const problems = problemsOf([
    event('status', { status: 'failed', reason: 'not an error' }),
    event('fallback', { reason: 'Connection closed.', original_request: {} }, '2026-11-27T08:00:03.000Z'),
    event('error', limit, '2026-11-27T08:00:01.000Z'),
    event('error', limit, '2026-11-27T08:00:02.000Z'),
    event('error', { reason: 'Syntax error in NCCO. Invalid value type or action.' }, '2026-11-27T08:00:04.000Z'),
    event('error', { reason: 'Something new' }, '2026-11-27T08:00:05.000Z'),
    event('error', {}),
  ]);
  expect(problems.map(({ known, reason }) => [known, reason])).toEqual([
    ['limit', limit.reason],
    ['webhook', 'Connection closed.'],
    ['ncco', 'Syntax error in NCCO. Invalid value type or action.'],
    [null, 'Something new'],
  ]);
});
