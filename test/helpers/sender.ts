import { createHash, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';

export interface SenderOptions {
  /** The server's address. */
  url: string;
  apiKey: string;
  signatureSecret: string;
  /** Vonage's id of the application. */
  vonageId: string;
  /** More headers of each webhook. */
  headers?: () => Record<string, string>;
}

export interface Sent {
  status: number;
  text: string;
  /** The parsed reply, null when it is no JSON. */
  json: unknown;
  headers: Headers;
}

/** How a webhook is signed; what is not said is right. */
export interface Signing {
  secret?: string;
  algorithm?: jwt.Algorithm;
  /** Milliseconds since it was signed. */
  age?: number;
  claims?: Record<string, unknown>;
  /** What is hashed in place of what is sent. */
  hashed?: string;
}

/** Sends webhooks as Vonage does, signed, or wrongly signed. */
export function createSender({ url, apiKey, signatureSecret, vonageId, headers: more = () => ({}) }: SenderOptions) {
  function token(payload: string, { secret, algorithm = 'HS256', age = 0, claims, hashed }: Signing = {}): string {
    const all = {
      iat: Math.floor((Date.now() - age) / 1000),
      jti: randomUUID(),
      iss: 'Vonage',
      payload_hash: createHash('sha256')
        .update(hashed ?? payload)
        .digest('hex'),
      api_key: apiKey,
      application_id: vonageId,
      ...claims,
    };
    return jwt.sign(all, algorithm === 'none' ? '' : (secret ?? signatureSecret), { algorithm });
  }

  async function send(path: string, init: RequestInit): Promise<Sent> {
    const response = await fetch(`${url}${path}`, { ...init, headers: { ...init.headers, ...more() } });
    const text = await response.text();
    let json: unknown = null;
    try {
      json = JSON.parse(text);
    } catch {
      // An event's reply is empty.
    }
    return { status: response.status, text, json, headers: response.headers };
  }

  return {
    token,

    /** A POST with a token, or without one. */
    post(path: string, body: unknown, bearer?: string | null): Promise<Sent> {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const authorization = bearer === undefined ? token(text) : bearer;
      const headers = {
        'content-type': 'application/json',
        ...(authorization && { authorization: `Bearer ${authorization}` }),
      };
      return send(path, { method: 'POST', body: text, headers });
    },

    /** A GET; the hash is of its parameters in their order, as JSON. */
    get(path: string, query: Record<string, string>, bearer?: string | null): Promise<Sent> {
      const authorization = bearer === undefined ? token(JSON.stringify(query)) : bearer;
      const headers: Record<string, string> = authorization ? { authorization: `Bearer ${authorization}` } : {};
      return send(`${path}?${new URLSearchParams(query)}`, { headers });
    },
  };
}

export type Sender = ReturnType<typeof createSender>;
