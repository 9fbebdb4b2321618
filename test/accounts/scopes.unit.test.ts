import { describe, expect, it } from 'vitest';
import { hasScope, requireScope, SCOPES } from '../../server/accounts/keys/scopes.js';

describe('the scopes of an API key', () => {
  it('allow what was granted and nothing else', () => {
    for (const granted of SCOPES) {
      const allowed = SCOPES.filter((needed) => hasScope([granted], needed));
      const [area, verb] = granted.split(':');
      const read = verb === 'write' ? [`${area}:read`] : [];
      const made = granted === 'users:write' ? ['new_users:write'] : [];
      const within = [...read, ...made, granted];
      expect(allowed).toEqual(SCOPES.filter((scope) => within.includes(scope)));
    }
  });

  it('allow nothing when none was granted, and everything when the actor is not limited', () => {
    expect(SCOPES.filter((needed) => hasScope([], needed))).toEqual([]);
    expect(SCOPES.filter((needed) => hasScope(null, needed))).toEqual([...SCOPES]);
  });

  it('name the one that is missing', () => {
    expect(() => requireScope({ scopes: ['calls:read'] }, 'calls:write')).toThrow('lacks the scope "calls:write"');
  });
});
