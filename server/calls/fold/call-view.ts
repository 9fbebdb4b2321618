import type { Ncco } from '../../vonage/ncco.js';
import type { LegDirection, LegStatus } from '../../vonage/webhook-bodies.js';
import { type LegView, seconds } from './leg-state.js';

/** A call as its row holds it: read from its legs. */
export interface CallView {
  direction: LegDirection;
  from: string | null;
  to: string | null;
  userName: string | null;
  status: LegStatus;
  conversationUuid: string;
  startedAt: string;
  answeredAt: string | null;
  /** Null while the call is live. */
  endedAt: string | null;
  /** Seconds from the answer to the end; 0 when nobody answered. */
  duration: number | null;
  price: string | null;
  /** `caller`, `callee` or `platform`. */
  endedBy: string | null;
  /** Why nobody talked: a word and who it was, such as `unanswered:Jane`. */
  reason: string | null;
  preset: string | null;
  presetVersion: number | null;
  ncco: Ncco | null;
  /** Some leg's last event is still to come. */
  open: boolean;
}

/**
 * Folds the legs of a call into what its row shows.
 * @param anchor the leg with which it began; it is among the legs
 */
export function viewCall(anchor: LegView, legs: LegView[]): CallView {
  const others = legs.filter((leg) => leg.uuid !== anchor.uuid).sort(byStart);
  const live = legs.some((leg) => leg.live);
  const fromAgent = anchor.direction === 'inbound' && anchor.userName !== null;
  const talked = others.length > 0 ? others.filter((leg) => leg.answeredAt) : [anchor].filter((leg) => leg.answeredAt);
  const answeredAt = talked.map((leg) => leg.answeredAt!).sort()[0] ?? null;
  const last = others.at(-1) ?? anchor;
  const endedAt = live
    ? null
    : (legs
        .map((leg) => leg.endedAt ?? leg.startedAt)
        .sort()
        .at(-1) ?? null);
  const answer = [anchor, ...others].find((leg) => leg.answer)?.answer ?? null;

  return {
    direction: anchor.direction === 'inbound' && !fromAgent ? 'inbound' : 'outbound',
    from: (fromAgent ? anchor.userName : anchor.from) ?? null,
    to: anchor.to ?? (fromAgent ? (others[0]?.to ?? null) : null),
    userName: agentOf(anchor, others),
    status: live ? progress(anchor, others) : answeredAt ? 'completed' : last.status,
    conversationUuid: anchor.home,
    startedAt: legs.map((leg) => leg.startedAt).sort()[0]!,
    answeredAt,
    endedAt,
    duration: endedAt ? (answeredAt ? seconds(answeredAt, endedAt) : 0) : null,
    price: sum(legs.flatMap((leg) => leg.price ?? [])),
    endedBy: live ? null : endedBy(anchor, others),
    reason: live || answeredAt ? null : reasonOf(last),
    preset: answer?.preset ?? null,
    presetVersion: answer?.version ?? null,
    ncco: answer?.ncco ?? null,
    open: legs.some((leg) => !leg.closed),
  };
}

/** The agent who talked first, else the one who was rung last, else the one who dialled. */
function agentOf(anchor: LegView, others: LegView[]): string | null {
  if (anchor.userName) return anchor.userName;
  const agents = others.filter((leg) => leg.userName);
  const talked = agents.filter((leg) => leg.answeredAt).sort((a, b) => (a.answeredAt! < b.answeredAt! ? -1 : 1));
  return (talked[0] ?? agents.at(-1))?.userName ?? null;
}

function progress(anchor: LegView, others: LegView[]): LegStatus {
  if (others.some((leg) => leg.answeredAt)) return 'answered';
  if (others.some((leg) => leg.live)) return 'ringing';
  return anchor.answeredAt ? 'answered' : anchor.ringingAt ? 'ringing' : 'started';
}

/** When a party hangs up, the platform ends the other legs, so a leg that its own party ended decides. */
function endedBy(anchor: LegView, others: LegView[]): string | null {
  if (anchor.disconnectedBy === 'user') return anchor.direction === 'inbound' ? 'caller' : 'callee';
  if (others.some((leg) => leg.answeredAt && leg.disconnectedBy === 'user')) return 'callee';
  return anchor.disconnectedBy;
}

function reasonOf(leg: LegView): string | null {
  if (leg.status === 'completed') return null;
  const word = leg.status === 'timeout' ? 'unanswered' : leg.status;
  return `${word}:${leg.userName ?? leg.to ?? ''}`;
}

const SCALE = 12;

/** Adds decimal texts without rounding, keeping as many places as the longest has. */
function sum(amounts: string[]): string | null {
  const valid = amounts.filter((amount) => /^\d{1,20}(\.\d{1,12})?$/.test(amount));
  if (valid.length === 0) return null;
  const places = Math.max(...valid.map((amount) => amount.split('.')[1]?.length ?? 0));
  const total = valid.reduce((all, amount) => {
    const [whole, fraction = ''] = amount.split('.');
    return all + BigInt(whole! + fraction.padEnd(SCALE, '0'));
  }, 0n);
  const digits = total.toString().padStart(SCALE + 1, '0');
  const whole = digits.slice(0, -SCALE);
  const fraction = digits.slice(-SCALE).slice(0, places);
  return fraction ? `${whole}.${fraction}` : whole;
}

function byStart(left: LegView, right: LegView): number {
  return left.startedAt + left.uuid < right.startedAt + right.uuid ? -1 : 1;
}
