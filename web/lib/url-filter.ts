import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/**
 * A list's filter is in the URL: it survives a reload, and can be shared.
 * @param names what can be filtered by
 * @returns the values ('' for none), and what changes some of them or all
 */
export function useUrlFilter<Name extends string>(names: readonly Name[]) {
  const [query, setQuery] = useSearchParams();
  const filter = Object.fromEntries(names.map((name) => [name, query.get(name) ?? ''])) as Record<Name, string>;

  const set = useCallback(
    (change: Partial<Record<Name, string>>) =>
      setQuery(
        (before) => {
          for (const [name, value] of Object.entries<string | undefined>(change)) {
            if (value) before.set(name, value);
            else before.delete(name);
          }
          return before;
        },
        { replace: true },
      ),
    [setQuery],
  );
  const clear = () => set(Object.fromEntries(names.map((name) => [name, ''])) as Partial<Record<Name, string>>);
  return { filter, set, clear, filtered: names.some((name) => filter[name] !== '') };
}
