import type { Accounts } from '../../accounts/accounts.service.js';
import { fail } from '../../errors.js';
import type { Visitor } from '../limits/visitors.js';

/**
 * What a promise gives, unless the session ends or has other rights, or the key is revoked, before it does.
 * @throws UNAUTHENTICATED then
 */
export async function unlessSessionEnds<T>(accounts: Accounts, visitor: Visitor, promise: Promise<T>): Promise<T> {
  const { actor, token } = visitor;
  const answered = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    const sentence = 'Your session ended, or has other rights by now. Please try again.';
    const end = () => reject(fail('UNAUTHENTICATED', sentence, { rule: 'ended' }));
    if (token && actor?.via === 'session') accounts.onNextSessionChange(token, actor, answered.signal, end);
    if (actor?.apiKey) accounts.apiKeys.onEnd(actor.apiKey.id, answered.signal, end).catch(() => {});
  });
  ended.catch(() => {});
  promise.catch(() => {});
  return Promise.race([promise, ended]).finally(() => answered.abort());
}
