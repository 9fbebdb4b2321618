/** Something that only a page of ours is called by. */
const HERE = 'https://here.invalid';
const IN_A_SLOT = /^\/u\/[a-z0-9]+(\/|$)/;

/**
 * Where to go on after signing in: only a page of this app. An address elsewhere in `?next=` is a trap.
 * @returns path, query and fragment as a browser understands them
 */
export function ownPath(wanted: string | null): string | undefined {
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, HERE)) return undefined;
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  return origin === HERE && IN_A_SLOT.test(pathname) ? `${pathname}${search}${hash}` : undefined;
}
