import { randomUUID } from 'node:crypto';
import type { Region } from '../../../shared/regions.js';

export interface Member {
  /** `MEM-…` */
  id: string;
  state: 'JOINED' | 'INVITED' | 'LEFT';
  userId: string;
  channel: Record<string, unknown>;
  media?: Record<string, unknown>;
  knocking_id?: string;
  invited_by?: string;
  reason?: Record<string, unknown>;
  /** ISO 8601, by state. */
  timestamp: { invited?: string; joined?: string; left?: string };
}

export interface ConversationEvent {
  /** Increases within its conversation. */
  id: number;
  type: string;
  /** Id of a member. */
  from?: string;
  to?: string;
  body: Record<string, unknown>;
  /** ISO 8601. */
  timestamp: string;
}

export interface Conversation {
  /** `CON-…` */
  id: string;
  applicationId: string;
  region: Region;
  /** Unique in its application and region. */
  name: string;
  display_name?: string;
  image_url?: string;
  properties: Record<string, unknown>;
  numbers?: unknown[];
  callback?: Record<string, unknown>;
  /** ISO 8601. */
  timestamp: { created: string; updated: string };
  members: Member[];
  events: ConversationEvent[];
  /** Id of the last event. */
  sequence_number: number;
}

/** An empty conversation. @param name generated if omitted */
export function newConversation(
  { applicationId, region }: Pick<Conversation, 'applicationId' | 'region'>,
  at: Date,
  name = `NAM-${randomUUID()}`,
): Conversation {
  const now = at.toISOString();
  return {
    id: `CON-${randomUUID()}`,
    applicationId,
    region,
    name,
    properties: {},
    timestamp: { created: now, updated: now },
    members: [],
    events: [],
    sequence_number: 0,
  };
}

/** Per conversation; the oldest are deleted. */
const MOST_EVENTS = 5000;

/** Appends an event with the next id. */
export function addEvent(
  conversation: Conversation,
  at: Date,
  event: Omit<ConversationEvent, 'id' | 'timestamp'>,
): ConversationEvent {
  conversation.sequence_number += 1;
  const added = { id: conversation.sequence_number, timestamp: at.toISOString(), ...event };
  conversation.events.push(added);
  if (conversation.events.length > MOST_EVENTS) conversation.events.shift();
  return added;
}
