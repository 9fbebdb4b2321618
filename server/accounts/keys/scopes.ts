import { fail } from '../../errors.js';

/** What an API key may be allowed: reading or writing of one area. */
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
 * Whether these scopes allow it; write includes read of its area, and whoever may write users may also make new ones.
 * @param scopes what was granted; null = not limited
 */
export function hasScope(scopes: readonly Scope[] | null, needed: Scope): boolean {
  if (scopes === null) return true;
  const [area] = needed.split(':');
  const wider = needed === 'new_users:write' ? 'users:write' : `${area}:write`;
  return scopes.includes(needed) || scopes.some((scope) => scope === wider);
}

/** @throws FORBIDDEN when an API key was not granted what it asks for */
export function requireScope({ scopes }: { scopes: readonly Scope[] | null }, needed: Scope): void {
  if (hasScope(scopes, needed)) return;
  throw fail('FORBIDDEN', `This API key lacks the scope "${needed}".`, { rule: 'scope', params: { scope: needed } });
}
