import type { User } from '../account/cloud.js';
import { given } from '../http/input.js';
import type { Conversation } from '../network/conversations.js';
import type { Leg, Room } from '../network/leg.js';
import type { CallMember } from '../signalling/members.js';
import { channelOf } from '../signalling/messages.js';

const mediaState = ({ muted, earmuffed }: Pick<Leg, 'muted' | 'earmuffed'>) => ({
  mute: muted,
  earmuff: earmuffed,
  play_stream: false,
  tts: false,
  recording: false,
  transcribing: false,
});

/** A user as the Client SDK expects it. */
export function userView({ id, name, display_name, image_url, properties, channels }: User): object {
  return given({ id, name, display_name, image_url, properties, channels });
}

/** The conversation of a call. @param known what is stored about it */
export function conversationView(room: Room, known: Conversation | undefined): object {
  return given({
    id: room.id,
    name: known?.name ?? room.id,
    display_name: known?.display_name,
    timestamp: { created: known?.timestamp.created, updated: known?.timestamp.updated },
    state: 'ACTIVE',
    media_state: mediaState({ muted: false, earmuffed: false }),
  });
}

/** A leg. The SDK rejects one without both times, so a live leg has an empty end. */
export function legView(leg: Leg): object {
  const { type, from, to } = channelOf(leg);
  return {
    id: leg.uuid,
    conversation_id: leg.room.id,
    status: leg.status,
    start_time: (leg.answeredAt ?? leg.startedAt).toISOString(),
    end_time: leg.endedAt?.toISOString() ?? '',
    direction: leg.direction,
    type,
    from,
    to,
    media_state: mediaState(leg),
  };
}

export function memberView(leg: Leg, member: CallMember): object {
  const state = leg.direction === 'inbound' || leg.answeredAt ? 'JOINED' : 'INVITED';
  return { id: member.id, state, _embedded: { user: member.user }, channel: channelOf(leg) };
}
