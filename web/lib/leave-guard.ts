/** Asks the person where something would be lost. @returns whether they leave */
export type LeaveGuard = () => Promise<boolean>;

const guards = new Set<LeaveGuard>();
const works = new Set<() => Promise<unknown>>();

/** Has this asked before the session of the page ends. @returns a function that dismisses it */
export function addLeaveGuard(guard: LeaveGuard): () => void {
  guards.add(guard);
  return () => void guards.delete(guard);
}

/** Has this done once nobody stays, while the session is still there. @returns a function that dismisses it */
export function doBeforeLeaving(work: () => Promise<unknown>): () => void {
  works.add(work);
  return () => void works.delete(work);
}

/** Asks all guards, one after the other; then does what is left to do, as far as it can be done. @returns whether the person leaves */
export async function mayLeave(): Promise<boolean> {
  for (const guard of [...guards]) if (!(await guard())) return false;
  await Promise.allSettled([...works].map((work) => work()));
  return true;
}
