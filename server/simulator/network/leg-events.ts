import type { NccoFinding } from '../../vonage/check-ncco.js';
import type { ErrorBody, LegStatus, StatusBody, TransferBody } from '../../vonage/webhook-bodies.js';
import type { Application } from '../account/cloud.js';
import type { Callbacks, WebhookTarget } from '../callbacks/callbacks.js';
import type { SimClock } from '../control/clock.js';
import type { Feed } from '../control/feed.js';
import { SYNTAX_ERROR } from '../ncco/read-ncco.js';
import { type Leg, partyOf, who } from './leg.js';
import { nameOf } from './party.js';

/** The application's event webhook, or null. */
export function eventTarget(application: Application): WebhookTarget | null {
  const set = application.capabilities.voice?.webhooks?.event_url;
  return set?.address ? { url: set.address, method: set.http_method ?? 'POST' } : null;
}

/** Observes every leg, in addition to the application's webhooks. */
export interface LegObserver {
  status(leg: Leg, status: LegStatus): void;
  /** It has moved to another conversation. */
  moved(leg: Leg, from: string): void;
  muted(leg: Leg, on: boolean): void;
  earmuffed(leg: Leg, on: boolean): void;
  /** Its person pressed keys. */
  pressed(leg: Leg, digits: string): void;
}

/** Of an app's leg, these carry one instant. */
const BEGINS: readonly LegStatus[] = ['started', 'answered'];

const isApp = (leg: Leg): boolean => partyOf(leg).type === 'app';

/** An app's leg names its user and not always its caller (Vonage: real-cloud row 5). */
function partiesOf(leg: Leg, status: LegStatus): Pick<StatusBody, 'from' | 'to'> {
  if (!isApp(leg)) return { from: nameOf(leg.from), to: nameOf(leg.to) };
  if (leg.direction === 'inbound') return { from: null, to: nameOf(leg.from) };
  return { from: status === 'started' ? nameOf(leg.from) : 'Unknown', to: nameOf(leg.to) };
}

/**
 * Events about legs, in Vonage's format (Vonage: webhooks §3). An app's leg has no `ringing`, and its `started` and
 * `answered` carry the same instant (real-cloud row 5).
 */
export function createLegEvents({ callbacks, clock, feed }: { callbacks: Callbacks; clock: SimClock; feed: Feed }) {
  const observers = new Set<LegObserver>();

  function observed(tell: (observer: LegObserver) => void): void {
    for (const observer of observers) tell(observer);
  }

  function error(leg: Leg, reason: string, to: WebhookTarget | null = null): void {
    const body: ErrorBody = { reason, conversation_uuid: leg.room.id, timestamp: clock.now().toISOString() };
    send(leg, body, 'error', to);
  }

  /** Sends to a step's own URL, otherwise to the leg's, otherwise to the application's. */
  function send(leg: Leg, body: object, door = 'event', to: WebhookTarget | null = null): void {
    const where = to ?? leg.reports ?? eventTarget(leg.application);
    if (!where) return;
    const about = { leg: leg.uuid, conversation: leg.room.id };
    callbacks.notify({ ...where, door, application: leg.application, body, about });
  }

  function statusBody(leg: Leg, status: LegStatus, more: Partial<StatusBody> = {}): StatusBody {
    const { to } = leg;
    return {
      headers: to.type === 'websocket' ? to.headers : {},
      ...partiesOf(leg, status),
      uuid: leg.uuid,
      conversation_uuid: leg.room.id,
      status,
      direction: leg.direction,
      timestamp: (isApp(leg) && BEGINS.includes(status) ? leg.startedAt : clock.now()).toISOString(),
      ...more,
    };
  }

  function publish(leg: Leg, status: string): void {
    const party = partyOf(leg);
    feed.publish({
      type: 'leg',
      leg: leg.uuid,
      ...(party.type === 'app' ? { user: party.user } : { number: who(leg) }),
      status,
      conversation: leg.room.id,
      at: clock.now().toISOString(),
    });
  }

  return {
    send,
    statusBody,

    status(leg: Leg, status: LegStatus, more: Partial<StatusBody> = {}): void {
      publish(leg, status);
      if (!isApp(leg) || status !== 'ringing') send(leg, statusBody(leg, status, more));
      observed((one) => one.status(leg, status));
    },

    /** Like `status`, but passed to a caller that waits for the reply. */
    ask(leg: Leg, status: LegStatus, more: Partial<StatusBody>, taker: (body: object) => void): void {
      publish(leg, status);
      taker(statusBody(leg, status, more));
      observed((one) => one.status(leg, status));
    },

    transfer(leg: Leg, from: string, to: string): void {
      publish(leg, 'transfer');
      const body: TransferBody = {
        conversation_uuid_from: from,
        type: 'transfer',
        uuid: leg.uuid,
        conversation_uuid_to: to,
        timestamp: clock.now().toISOString(),
      };
      send(leg, body);
      observed((one) => one.moved(leg, from));
    },

    muted: (leg: Leg, on: boolean) => observed((one) => one.muted(leg, on)),
    earmuffed: (leg: Leg, on: boolean) => observed((one) => one.earmuffed(leg, on)),
    pressed: (leg: Leg, digits: string) => observed((one) => one.pressed(leg, digits)),
    observe: (observer: LegObserver) => void observers.add(observer),

    /** Reports something without a status: an invalid NCCO, or an unsupported feature. */
    error,

    /** The error webhook has one sentence for all mistakes; the feed has the details. */
    badNcco(leg: Leg, findings: NccoFinding[]): void {
      feed.publish({ type: 'bad_ncco', leg: leg.uuid, conversation: leg.room.id, findings });
      error(leg, SYNTAX_ERROR);
    },
  };
}

export type LegEvents = ReturnType<typeof createLegEvents>;
