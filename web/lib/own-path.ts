/** Any host that only our own pages have. */
const HERE = 'https://here.invalid';
const IN_A_SLOT = /^\/u\/[a-z0-9]+(\/|$)/;

/**
 * Where to continue after signing in: only a page of this app, because a foreign URL in `?next=` would be a trap.
 * @returns path, query and fragment, as a browser reads them
 */
export function ownPath(wanted: string | null): string | undefined {
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, HERE)) return undefined;
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  return origin === HERE && IN_A_SLOT.test(pathname) ? `${pathname}${search}${hash}` : undefined;
}
