import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often each status came; 0 stands for a lost connection. */
export type Statuses = Record<string, number>;

interface Pace {
  perSecond: number;
  /** Seconds. */
  duration?: number;
  /** Maximum running in parallel; excess ones are skipped. */
  atOnce?: number;
  stop?: AbortSignal;
}

/** Starts something at a fixed rate, whether or not earlier ones have ended, and waits for all of them. */
export async function paced(pace: Pace, begin: () => Promise<void>): Promise<void> {
  const { perSecond, duration = Number.POSITIVE_INFINITY, atOnce = Number.POSITIVE_INFINITY, stop } = pace;
  const start = performance.now();
  const going = new Set<Promise<void>>();
  for (let turn = 0; turn < perSecond * duration && !stop?.aborted; turn += 1) {
    const wait = start + (turn * 1000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait, undefined, stop && { signal: stop }).catch(() => {});
    if (going.size >= atOnce || stop?.aborted) continue;
    const one = begin().finally(() => going.delete(one));
    going.add(one);
  }
  await Promise.all(going);
}

/** Milliseconds until a request counts as lost. */
const PATIENCE_MS = 30_000;

/** Connections are reused, as by Vonage and every attacker; `fetch` would take several times as much processor time. */
const agent = new Agent({ keepAlive: true });

export interface Sending {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends a request and reads the whole response. @returns status 0 if the connection was lost or nothing arrived */
export function send(
  address: string,
  { method = 'GET', headers = {}, body }: Sending = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const lost = () => resolve({ status: 0, text: '' });
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const all = { ...headers, ...length };
    const sent = request(address, { method, agent, headers: all, timeout: PATIENCE_MS }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.on('error', lost);
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', lost);
    sent.end(body);
  });
}

/** Posts JSON. @param body an object, or text that is sent as it is */
export function post(address: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return send(address, { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...headers } });
}

export function count(statuses: Statuses, status: number): void {
  statuses[status] = (statuses[status] ?? 0) + 1;
}

export function counted(statuses: Statuses): string {
  return (
    Object.entries(statuses)
      .map(([status, times]) => `${status}: ${times}`)
      .join(', ') || '–'
  );
}

export function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
