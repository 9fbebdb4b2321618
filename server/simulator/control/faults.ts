/** A failure that a test orders, of the next `times` matching requests or outgoing events. */
export type Fault =
  | { path: string; status: number; body?: unknown; times: number }
  | { path: string; garbage: true; times: number }
  | { path: string; delay_ms: number; times: number }
  | { events: EventFault; status?: string; times: number };
export type EventFault = 'drop' | 'double' | 'delay';
export type RequestFault = Exclude<Fault, { events: EventFault }>;

/** The failures that are ordered and not used up yet. */
export function createFaults() {
  let waiting: Fault[] = [];

  function take<T extends Fault>(matches: (fault: Fault) => fault is T): T | null {
    const fault = waiting.find(matches);
    if (!fault) return null;
    fault.times -= 1;
    if (fault.times <= 0) waiting = waiting.filter((one) => one !== fault);
    return fault;
  }

  return {
    add(fault: Fault): void {
      waiting.push(fault);
    },
    clear(): void {
      waiting = [];
    },
    list: (): readonly Fault[] => waiting,

    /** @param path of the request, without its query; a fault's path is a prefix of it */
    takeRequestFault: (path: string): RequestFault | null =>
      take((fault): fault is RequestFault => 'path' in fault && path.startsWith(fault.path)),

    /** @param status of the event that is about to be sent, where it has one */
    takeEventFault: (status?: string): EventFault | null =>
      take(
        (fault): fault is Extract<Fault, { events: EventFault }> =>
          'events' in fault && (fault.status === undefined || fault.status === status),
      )?.events ?? null,
  };
}

export type Faults = ReturnType<typeof createFaults>;
