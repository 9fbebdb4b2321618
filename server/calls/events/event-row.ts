import type { Sql } from '../../db/connect.js';
import { uuidv7 } from '../../ids.js';
import { sha256 } from '../../secrets.js';
import { type Body, conversationOf, legOf } from './classify-event.js';
import { storable } from './storable.js';

/** A webhook from Vonage, a reply of ours, or what Vonage answered when asked; to be stored in the inbox. */
export interface NewEvent {
  applicationId: string;
  door: 'answer' | 'fallback' | 'event' | 'dtmf' | 'recording' | 'reconcile';
  kind: string;
  /** The bytes as they came; for a GET, the query. They tell a doubled event from a new one. */
  raw: Buffer;
  body: Body;
  /** Of a signed webhook: its verified signature, and what that was used for. */
  signature?: Signature | null;
}

/** A verified signature and the webhook it belongs to: it may not come again with another webhook, at any server. */
export interface Signature {
  accountId: string;
  jti: string;
  use: string;
}

/** An event as one statement writes it. */
export interface EventToStore {
  id: string;
  dedupe: string;
  received_at: string;
  application_id: string;
  door: string;
  kind: string;
  /** Base64. */
  raw: string;
  body: Body;
  leg_uuid: string | null;
  conversation_uuid: string | null;
  account_id: string | null;
  jti: string | null;
  use: string | null;
}

/** These are about a conversation (Vonage: webhooks §3); a leg that they name was not put there by Vonage. */
const OF_NO_LEG = ['record', 'transcription', 'notify', 'playback'];

/** @param at when it arrived */
export function rowOf(event: NewEvent, at: Date): EventToStore {
  const body = storable(event.body);
  return {
    id: uuidv7(at),
    dedupe: sha256(Buffer.concat([Buffer.from(`${event.applicationId}\n`), event.raw])),
    received_at: at.toISOString(),
    application_id: event.applicationId,
    door: event.door,
    kind: event.kind,
    raw: event.raw.toString('base64'),
    body,
    leg_uuid: OF_NO_LEG.includes(event.kind) ? null : legOf(body),
    conversation_uuid: conversationOf(body),
    account_id: event.signature?.accountId ?? null,
    jti: event.signature?.jti ?? null,
    use: event.signature?.use ?? null,
  };
}

/**
 * Stores events with one statement. A doubled event meets its key and changes nothing; an event whose signature was used
 * for another webhook is left out. The keys are sorted, so that two servers cannot deadlock.
 * @returns the keys of the events that were left out
 */
export async function insertEvents(sql: Sql, rows: EventToStore[]): Promise<Set<string>> {
  const byKey = new Map(rows.map((row) => [row.dedupe, row]));
  const sorted = [...byKey.values()].sort((left, right) => (left.dedupe < right.dedupe ? -1 : 1));
  const refused = await sql<{ dedupe: string }[]>`
    with fresh as (
      select * from jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as row (
        id uuid, dedupe text, received_at timestamptz, application_id text, door text, kind text, raw text, body jsonb,
        leg_uuid text, conversation_uuid text, account_id uuid, jti text, use text
      )
    ), signatures as (
      insert into used_signatures (account_id, jti, use, received_at)
      select distinct on (account_id, jti) account_id, jti, use, received_at
      from fresh where jti is not null order by account_id, jti, dedupe
      on conflict (account_id, jti) do update set use = excluded.use where used_signatures.use = excluded.use
      returning account_id, jti, use
    ), allowed as (
      select * from fresh where jti is null or (account_id, jti, use) in (select account_id, jti, use from signatures)
    ), keys as (
      insert into event_keys (dedupe, received_at)
      select dedupe, received_at from allowed order by dedupe
      on conflict do nothing
      returning dedupe
    ), written as (
      insert into events
        (id, received_at, application_id, door, raw, kind, body, leg_uuid, conversation_uuid)
      select id, received_at, application_id, door, decode(raw, 'base64'), kind, body, leg_uuid, conversation_uuid
      from allowed join keys using (dedupe)
    )
    select dedupe from fresh except select dedupe from allowed`;
  return new Set(refused.map(({ dedupe }) => dedupe));
}
