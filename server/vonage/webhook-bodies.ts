/**
 * Bodies of Vonage's webhooks, spelled as Vonage spells them. The simulator writes them, the webhook endpoints read
 * them; numbers are E.164 digits without `+`. Facts: Vonage's voice webhook reference.
 */
export type LegDirection = 'inbound' | 'outbound';

/** A status event's `status`. */
export const LEG_STATUSES = [
  'started',
  'ringing',
  'answered',
  'human',
  'machine',
  'busy',
  'cancelled',
  'unanswered',
  'rejected',
  'failed',
  'timeout',
  'disconnected',
  'completed',
] as const;
export type LegStatus = (typeof LEG_STATUSES)[number];

/** The answer webhook: `from` for a phone, `from_user` for a Client SDK user, never both. */
export interface AnswerBody {
  to?: string;
  from?: string;
  from_user?: string;
  endpoint_type?: 'phone' | 'sip' | 'websocket' | 'app' | 'vbc';
  conversation_uuid: string;
  uuid: string;
  region_url?: string;
  /** An object in a POST, a JSON string in a GET. */
  custom_data?: Record<string, unknown> | string;
}

export interface FallbackBody extends Partial<AnswerBody> {
  reason: string;
  original_request: { url: string; type: 'answer' | 'event' };
}

export interface StatusBody {
  headers?: Record<string, string>;
  /** Null where a user calls out; then `to` names them (real-cloud row 5). */
  from?: string | null;
  to?: string;
  uuid?: string;
  /** Machine detection uses `call_uuid` where the others use `uuid`. */
  call_uuid?: string;
  conversation_uuid: string;
  status: LegStatus;
  direction?: LegDirection;
  timestamp: string;
  detail?: string;
  sip_code?: number;
  sub_state?: string;
  start_time?: string | null;
  end_time?: string;
  /** Seconds, as text. */
  duration?: string;
  /** EUR a minute, as text. */
  rate?: string | null;
  /** EUR, as text. */
  price?: string;
  network?: string | null;
  disconnected_by?: 'platform' | 'user';
}

export interface InputBody {
  /** An object if the input has a `type`; a plain string from the old format. */
  dtmf?: { digits: string | null; timed_out: boolean } | string;
  timed_out?: boolean;
  speech?: {
    results?: { confidence: string | number; text: string }[];
    timeout_reason?: string;
    error?: string;
    recording_url?: string;
  };
  from?: string;
  to?: string;
  uuid: string;
  conversation_uuid: string;
  timestamp: string;
}

export interface RecordBody {
  start_time: string;
  end_time: string;
  recording_url: string;
  recording_uuid: string;
  /** Bytes. */
  size: number;
  conversation_uuid: string;
  timestamp: string;
}

export interface TransferBody {
  type: 'transfer';
  uuid: string;
  conversation_uuid_from: string;
  conversation_uuid_to: string;
  timestamp: string;
}

export interface NotifyBody {
  payload: Record<string, unknown>;
  conversation_uuid: string;
  timestamp: string;
}

export interface ErrorBody {
  reason: string;
  conversation_uuid: string;
  timestamp: string;
}

export type EventBody = StatusBody | InputBody | RecordBody | TransferBody | NotifyBody | ErrorBody;
