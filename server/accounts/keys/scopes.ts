import { fail } from '../../errors.js';

/** Permissions of an API key: reading or writing one area. */
export const SCOPES = [
  'applications:read',
  'applications:write',
  'mobile_keys:read',
  'mobile_keys:write',
  'numbers:read',
  'numbers:write',
  'users:read',
  'users:write',
  'new_users:write',
  'presets:read',
  'presets:write',
  'calls:read',
  'calls:write',
  'tokens:write',
] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * Whether these scopes allow it; write includes read of its area, and `users:write` includes creating users.
 * @param scopes granted scopes; null = not limited
 */
export function hasScope(scopes: readonly Scope[] | null, needed: Scope): boolean {
  if (scopes === null) return true;
  const [area] = needed.split(':');
  const wider = needed === 'new_users:write' ? 'users:write' : `${area}:write`;
  return scopes.includes(needed) || scopes.some((scope) => scope === wider);
}

/** @throws FORBIDDEN if an API key lacks the scope */
export function requireScope({ scopes }: { scopes: readonly Scope[] | null }, needed: Scope): void {
  if (hasScope(scopes, needed)) return;
  throw fail('FORBIDDEN', `This API key lacks the scope "${needed}".`, { rule: 'scope', params: { scope: needed } });
}
