/** What happens to a request: another response, a broken connection, or a delay. */
export type Failure =
  | { status: number; body?: unknown; delay_ms?: number }
  | { garbage: true; delay_ms?: number }
  | { cut: true; delay_ms?: number }
  | { delay_ms: number };

/** Which requests a fault applies to. */
export interface Target {
  /** Prefix of the path; `*` matches one segment. */
  path: string;
  method?: string;
  /** Only requests of this application. */
  application_id?: string;
  /** Number of matching requests that pass first. */
  skip?: number;
  /** The request takes effect; only its response is lost. */
  after?: true;
}

export type EventFault = 'drop' | 'double' | 'delay';
export type RequestFault = Target & Failure & { times: number };
export interface EventsFault {
  events: EventFault;
  /** An event's status, or `transfer`. */
  status?: string;
  application_id?: string;
  delay_ms?: number;
  times: number;
}
/** Webhooks that come unsigned at first; answered with 5xx they are sent again, signed (Vonage: real-cloud row 9). */
export interface UnsignedFault {
  webhooks: 'unsigned';
  /** The kind of webhook, such as `answer`. */
  door?: string;
  application_id?: string;
  times: number;
}
/** A fault injected by a test for the next `times` matching requests, outgoing events or webhooks. */
export type Fault = RequestFault | EventsFault | UnsignedFault;

/** A request, without its query. */
export interface Asked {
  path: string;
  method: string;
  applicationId?: string | undefined;
}

const part = /\/\*(?=\/|$)/g;

/** Pending faults. */
export function createFaults() {
  let waiting: Fault[] = [];

  function take<T extends Fault>(matches: (fault: Fault) => fault is T): T | null {
    const fault = waiting.find(matches);
    if (!fault) return null;
    fault.times -= 1;
    if (fault.times <= 0) waiting = waiting.filter((one) => one !== fault);
    return fault;
  }

  function concerns(fault: Target, { path, method, applicationId }: Asked): boolean {
    if (fault.method && fault.method !== method) return false;
    if (fault.application_id && fault.application_id !== applicationId) return false;
    const pattern = fault.path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(part, '/[^/]+');
    return new RegExp(`^${pattern}`).test(path);
  }

  /** A fault with `skip` counts this request. */
  function isDue(fault: Target): boolean {
    if (!fault.skip) return true;
    fault.skip -= 1;
    return false;
  }

  return {
    add(fault: Fault): void {
      waiting.push(fault);
    },
    clear(applicationId?: string): void {
      waiting = applicationId ? waiting.filter((fault) => fault.application_id !== applicationId) : [];
    },
    list: (): readonly Fault[] => waiting,

    takeRequestFault: (asked: Asked): RequestFault | null =>
      take((fault): fault is RequestFault => 'path' in fault && concerns(fault, asked) && isDue(fault)),

    /** @param status of the event to be sent, if it has one */
    takeEventFault: (status?: string, applicationId?: string): EventsFault | null =>
      take(
        (fault): fault is EventsFault =>
          'events' in fault &&
          (fault.status === undefined || fault.status === status) &&
          (fault.application_id === undefined || fault.application_id === applicationId),
      ),

    /** @param door the kind of the webhook to be sent */
    takeUnsignedFault: (door: string, applicationId: string): UnsignedFault | null =>
      take(
        (fault): fault is UnsignedFault =>
          'webhooks' in fault &&
          (fault.door === undefined || fault.door === door) &&
          (fault.application_id === undefined || fault.application_id === applicationId),
      ),
  };
}

export type Faults = ReturnType<typeof createFaults>;
