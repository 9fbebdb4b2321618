import type { EndedBy } from '../network/leg.js';
import { type Leg, partyOf } from '../network/leg.js';
import type { Party } from '../network/party.js';
import type { CallMember } from './members.js';

/** An event of the Client SDK's socket, without what every event has. */
export interface Message {
  type: string;
  body: Record<string, unknown>;
  /** Whether it names the member it comes from. */
  embedded?: boolean;
}

/** A party in a channel. The SDK rejects the whole event if the endpoint has another type. */
function endpoint(party: Party): object {
  switch (party.type) {
    case 'vbc':
      return { type: 'phone', number: party.extension };
    case 'websocket':
      return { type: 'websocket', uri: party.uri };
    default:
      return party;
  }
}

const MEDIA_OF_TYPE = { phone: 'phone', app: 'app', sip: 'sip', websocket: 'websocket', vbc: 'phone' } as const;

/** The leg as the SDK's `channel`. */
export function channelOf(leg: Leg) {
  return {
    id: leg.uuid,
    type: MEDIA_OF_TYPE[partyOf(leg).type],
    leg_ids: [leg.uuid],
    from: endpoint(leg.from),
    to: endpoint(leg.to),
  };
}

const userOf = ({ user }: CallMember) => ({ id: user.id, name: user.name });

/** @param sdp the simulator's offer */
export function memberInvited(leg: Leg, member: CallMember, conversationName: string, sdp: string): Message {
  return {
    type: 'member:invited',
    body: {
      conversation: { conversation_id: leg.room.id, name: conversationName },
      member_id: member.id,
      user: userOf(member),
      media: { audio_settings: { enabled: true, earmuffed: false, muted: false } },
      channel: channelOf(leg),
      sdp,
    },
  };
}

export function memberJoined(leg: Leg, member: CallMember): Message {
  return {
    type: 'member:joined',
    body: { member_id: member.id, user: userOf(member), channel: channelOf(leg) },
    embedded: true,
  };
}

export function memberLeft(leg: Leg, member: CallMember, reason?: { code: string; text: string }): Message {
  const body = { member_id: member.id, user: userOf(member), channel: channelOf(leg) };
  return { type: 'member:left', body: { ...body, ...(reason && { reason }) }, embedded: true };
}

/** How the SDK sees an end: mostly `member:left` decides what its user is told. */
interface Ending {
  left?: string;
  code: string;
  sip: number;
}

const ENDINGS: Record<string, Ending> = {
  timeout: { left: 'ring_timer', code: 'RING_TIMER', sip: 487 },
  length_timer: { code: 'LENGTH_TIMER', sip: 200 },
  busy: { code: 'REMOTE_BUSY', sip: 486 },
  cancelled: { code: 'LOCAL_CANCEL', sip: 200 },
  failed: { code: 'REMOTE_FAILURE', sip: 500 },
  unanswered: { code: 'REMOTE_NO_ANSWER', sip: 480 },
};
const REJECTED_WHILE_RINGING: Ending = { left: 'REMOTE_REJECT', code: 'REMOTE_REJECTED', sip: 603 };
const REJECTED_BY_FAR_END: Ending = { left: 'remote_rejected', code: 'REMOTE_REJECTED', sip: 603 };

function endingOf(leg: Leg, by: EndedBy, reason: string): Ending {
  const [word = ''] = reason.split('/');
  if (word.startsWith('rejected')) return leg.direction === 'outbound' ? REJECTED_WHILE_RINGING : REJECTED_BY_FAR_END;
  if (by === 'me') return { code: 'LOCAL_HANGUP', sip: 200 };
  return ENDINGS[word] ?? { code: 'REMOTE_HANGUP', sip: 200 };
}

/** The end of the user's own leg: `member:left`, then `rtc:hangup`. */
export function ownEnd(leg: Leg, member: CallMember, by: EndedBy, reason: string): Message[] {
  const { left, code, sip } = endingOf(leg, by, reason);
  const seconds = leg.answeredAt && leg.endedAt ? (leg.endedAt.getTime() - leg.answeredAt.getTime()) / 1000 : 0;
  const packets = Math.round(seconds * 50);
  const hangup: Message = {
    type: 'rtc:hangup',
    body: {
      channel: { id: leg.uuid, type: 'app' },
      direction: leg.direction,
      bandwidth: { bytes_in: packets * 172, bytes_out: packets * 172 },
      reason: { text: reason, code, sip_code: sip },
      quality: {
        mos_score: 4.4,
        quality_percentage: 100,
        jitter_min_var: 0,
        jitter_max_var: 0,
        jitter_loss_rate: 0,
        jitter_burst_rate: 0,
        flaw_total: 0,
        packet_cnt: packets,
        packet_loss_perc: 0,
      },
    },
  };
  return [memberLeft(leg, member, left ? { code: left, text: reason } : undefined), hangup];
}

/** Status of another leg; the SDK knows only these three. */
export function legStatus(leg: Leg, status: 'ringing' | 'answered' | 'completed', at: Date): Message {
  return {
    type: 'leg:status:update',
    body: {
      leg_id: leg.uuid,
      status,
      type: MEDIA_OF_TYPE[partyOf(leg).type],
      direction: leg.direction,
      statusHistory: [{ status, date: at.toISOString() }],
    },
    embedded: true,
  };
}

export function transferred(leg: Leg, from: string, was: CallMember | undefined, member: CallMember): Message {
  return {
    type: 'rtc:transfer',
    body: {
      was_member: was?.id ?? member.id,
      user_id: member.user.id,
      transferred_from: from,
      channel: { id: leg.uuid, type: MEDIA_OF_TYPE[partyOf(leg).type] },
    },
    embedded: true,
  };
}
