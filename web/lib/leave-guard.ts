/** Asks the person where something would be lost. @returns whether they leave */
export type LeaveGuard = () => Promise<boolean>;

const guards = new Set<LeaveGuard>();

/** Has this asked before the session of the page ends. @returns a function that dismisses it */
export function addLeaveGuard(guard: LeaveGuard): () => void {
  guards.add(guard);
  return () => void guards.delete(guard);
}

/** Asks all guards, one after the other. @returns false as soon as one of them says so */
export async function mayLeave(): Promise<boolean> {
  for (const guard of [...guards]) if (!(await guard())) return false;
  return true;
}
