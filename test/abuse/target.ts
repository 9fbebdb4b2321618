import { expect } from 'vitest';
import { subscribe } from '../helpers/subscription.js';
import type { TestApp } from '../helpers/test-app.js';
import { fingerprint } from './fingerprint.js';

export interface Reply {
  status: number;
  text: string;
  headers: Headers;
  /** Milliseconds. */
  took: number;
}

/** What an answer must never show: where in the program something broke. */
const TRACE = /\n\s+at |node_modules|\/server\/|\.[jt]s:\d+|DrizzleQueryError|PostgresError|select \S+ from/i;

/** A server to be abused, believing one proxy: every request may come from another address. */
export function createTarget(app: TestApp) {
  let address = 0;
  let marks: Record<string, string> = {};
  const replies: Reply[] = [];

  /** A client address that has not been used yet. */
  const elsewhere = () => {
    address += 1;
    return `198.51.${Math.floor(address / 250)}.${(address % 250) + 1}`;
  };

  async function send(path: string, init: RequestInit = {}, from = elsewhere()): Promise<Reply> {
    const start = performance.now();
    const response = await fetch(`${app.url}${path}`, {
      ...init,
      headers: { 'x-forwarded-for': from, ...init.headers },
    });
    const text = await response.text();
    const reply = { status: response.status, text, headers: response.headers, took: performance.now() - start };
    replies.push(reply);
    return reply;
  }

  return {
    send,
    elsewhere,

    /** A JSON body. */
    post: (path: string, body: unknown, headers: Record<string, string> = {}, from?: string) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return send(
        path,
        { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...headers } },
        from,
      );
    },

    /** What GraphQL answers, and the code of its first error. */
    async ask(query: string, headers: Record<string, string> = {}, variables: object = {}) {
      const reply = await this.post('/graphql', { query, variables }, headers);
      const { data = null, errors = [] } = JSON.parse(reply.text);
      return { ...reply, data, code: errors[0]?.extensions?.code ?? 'allowed' };
    },

    /** The same over a socket. */
    subscribe: (query: string, cookie: string, slot = 'a') => subscribe(app.url, { query, cookie, slot }),

    /** From here on nothing may be written. */
    async mark(): Promise<void> {
      marks = await fingerprint(app);
      replies.length = 0;
    },

    /** Nothing was shown of what is inside, and the server is well. */
    async isWell(): Promise<void> {
      for (const { text } of replies) expect(text).not.toMatch(TRACE);
      expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
      expect(await app.ask('{ viewer { role } }')).toEqual({ viewer: { role: 'ADMIN' } });
    },

    /** And nothing was written. */
    async isUnharmed(): Promise<void> {
      await this.isWell();
      expect(await fingerprint(app)).toEqual(marks);
    },
  };
}
