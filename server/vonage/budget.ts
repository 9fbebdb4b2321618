/** Milliseconds: a second, and a little for the way to Vonage, where the requests are counted. */
const WINDOW = 1020;

/** Whose turn comes first: what happens in a call, then what somebody at a page waits for, then all else. */
const PRIORITIES = ['call', 'page', 'background'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * What an account may do in a second. Whoever comes when it is used up waits: the more urgent first, and among equals in
 * order of coming; nobody is refused. It paces real requests, so it lives in real time.
 * @param perSecond how many may begin within any one second
 * @returns a function that resolves when it is the caller's turn
 */
export function createBudget(perSecond: number): (priority: Priority) => Promise<void> {
  const begun: number[] = [];
  const waiting: Record<Priority, (() => void)[]> = { call: [], page: [], background: [] };
  let isWaiting = false;

  const next = () => PRIORITIES.map((priority) => waiting[priority]).find(({ length }) => length > 0);

  function letIn(): void {
    for (let line = next(); line; line = next()) {
      const now = performance.now();
      const oldest = begun.length < perSecond ? undefined : begun[0];
      const wait = oldest === undefined ? 0 : oldest + WINDOW - now;
      if (wait > 0) {
        if (!isWaiting) setTimeout(goOn, wait);
        isWaiting = true;
        return;
      }
      if (oldest !== undefined) begun.shift();
      begun.push(now);
      line.shift()!();
    }
  }

  function goOn(): void {
    isWaiting = false;
    letIn();
  }

  return (priority) =>
    new Promise((resolve) => {
      waiting[priority].push(resolve);
      letIn();
    });
}
