import { DenwabanError, fail } from '../../errors.js';
import type { Vonage } from '../../vonage/client.js';
import type { Ncco } from '../../vonage/ncco.js';
import { isRefusal } from '../../vonage/vonage-errors.js';
import type { CallAccess } from '../call-region.js';
import type { LegRow } from '../calls.table.js';
import { viewLeg } from '../fold/leg-state.js';
import type { Outcome } from './advance.js';
import type { Problem } from './operation-kinds.js';
import type { OperationRow } from './operations.table.js';
import { enterRoom } from './rooms.js';
import type { Role, Step } from './steps.js';

const APOLOGY: Ncco = [
  { action: 'talk', text: 'Sorry, we have lost the person you were talking to. Please call again.' },
];
const CONNECTING: Ncco[number] = { action: 'talk', text: 'Please hold while we connect you.' };
/** Seconds for which the target of a transfer rings before the contact comes back; a phone may be in a pocket. */
const RING_SECONDS = { app: 20, phone: 35 };
/** Of these the leg lives (Vonage: http-api §4.2). */
export const LIVE = ['started', 'ringing', 'answered', 'machine', 'human'];

/** What came of a request, the leg that it placed, and Vonage's words when it failed. */
export interface Sent {
  outcome: Outcome;
  placed?: string;
  /** The placed leg was found by asking Vonage: its events may have been lost. */
  asked?: true;
  problem?: Problem;
  /** There was no reply in time: it may take effect later. */
  timedOut?: boolean;
}

export interface Contact {
  room: string | null;
  /** E.164 digits without `+`; null if it is withheld, or no phone. */
  number: string | null;
}

type Sendable = Exclude<Step, { do: 'await' }>;

interface SendDeps {
  vonage: Vonage;
  access: CallAccess;
  outgoingNumber: (applicationId: string) => string | null;
  /** Where the events of an application's legs are sent. */
  eventUrl: (applicationId: string) => Promise<string>;
  config: { publicUrl: string };
}

/** Sends one step of an operation to Vonage and says what came of it. Throws only what is no answer of Vonage's. */
export function createSendStep({ vonage, access, outgoingNumber, eventUrl, config }: SendDeps) {
  /** @param contact the room in which the contact is, and their number, if known */
  return async function sendStep(row: OperationRow, step: Sendable, contact: Contact): Promise<Sent> {
    const { id, applicationId, endpoint } = row;
    const api = vonage.application(await access(applicationId, row.callId));
    const outgoing = outgoingNumber(applicationId);
    const from = endpoint?.type === 'phone' ? outgoing : null;
    const uuid = legOf(row, step.leg) ?? '';
    const names = { agent: row.agentLeg, customer: row.customerLeg, customerRoom: contact.room };

    async function ncco(step: Extract<Step, { do: 'move' }>): Promise<Ncco> {
      if (step.to === 'apology') return APOLOGY;
      if (step.to !== 'target') return enterRoom(step.to, step.leg === 'customer', names);
      const connect = { action: 'connect' as const, endpoint: [endpoint!] as [typeof endpoint & object] };
      const ring = { timeout: RING_SECONDS[endpoint!.type], eventType: 'synchronous' as const };
      return [CONNECTING, { ...connect, ...ring, eventUrl: [await ownEvents()], ...(from && { from }) }];
    }

    /** The address tells whose leg an event is about, also when no reply to the request comes. */
    const ownEvents = async () => `${await eventUrl(applicationId)}?operation=${id}`;

    async function send(): Promise<string | undefined> {
      switch (step.do) {
        case 'play':
          await api.live.playForever(uuid, `${config.publicUrl}/hold.wav`);
          return;
        case 'stop':
          await api.live.stopPlaying(uuid);
          return;
        case 'hangUp':
          await api.live.end(uuid);
          return;
        case 'move':
          await api.live.transfer(uuid, await ncco(step));
          return;
        case 'ring': {
          const ncco = enterRoom(step.to ?? 'consult', false, names);
          const to = { to: endpoint!, ncco, eventUrl: await ownEvents() };
          if (endpoint!.type === 'phone' || !contact.number) return api.live.place({ ...to, from: outgoing });
          // A colleague sees who it is about, unless Vonage accepts only numbers of the account.
          return api.live.place({ ...to, from: contact.number }).catch((error) => {
            if (isRefusal(error, 400) || isRefusal(error, 403)) return api.live.place({ ...to, from: outgoing });
            throw error;
          });
        }
        default:
          await api.live[step.do](uuid);
      }
    }

    /** Vonage says no to what concerns a leg that is over, and sometimes to a living one. */
    async function isOver(): Promise<Outcome> {
      if (step.do === 'ring') return 'refused';
      try {
        const leg = await api.call(uuid);
        return leg && LIVE.includes(leg.status) ? 'refused' : 'over';
      } catch {
        return 'failed';
      }
    }

    if (step.do !== 'ring' && uuid === '') return { outcome: 'done' };
    try {
      const placed = await send();
      return { outcome: 'done', ...(placed && { placed }) };
    } catch (error) {
      if (!(error instanceof DenwabanError)) throw error;
      const problem = problemOf(error);
      const { code, details } = error;
      const { status } = details.vonage ?? {};
      if (code === 'LIMIT' || details.rule === 'simulator') return { outcome: 'busy', problem };
      if (code === 'VONAGE_REFUSED')
        return { outcome: status === 400 || status === 404 ? await isOver() : 'refused', problem };
      if (code === 'VONAGE_UNREACHABLE' && details.rule === 'status') return { outcome: 'failed', problem };
      if (code === 'VONAGE_UNREACHABLE') return { outcome: 'unknown', timedOut: details.rule === 'timeout', problem };
      throw error;
    }
  };
}

export type SendStep = ReturnType<typeof createSendStep>;

/** The leg that plays a role in an operation. */
export function legOf({ agentLeg, customerLeg, targetLeg }: OperationRow, role: Role): string | null {
  return { agent: agentLeg, customer: customerLeg, target: targetLeg }[role];
}

/** What our books say of the contact, whose leg it is. */
export function contactOf(leg?: LegRow): Contact {
  if (!leg) return { room: null, number: null };
  const { direction, from, to } = viewLeg(leg.uuid, leg.state);
  const number = direction === 'inbound' ? from : to;
  return { room: leg.room, number: number && /^\d{7,15}$/.test(number) ? number : null };
}

/** An error in the form that is stored and shown. */
export function problemOf({ message, code, details }: DenwabanError): Problem {
  return { message, extensions: { ...details, code } };
}

/** Why a consultation begins anew. */
export const RUNG_AGAIN: Problem = problemOf(
  fail('CONFLICT', 'The agent was disconnected by it, and is called again; the consultation then begins.', {
    rule: 'rungAgain',
  }),
);

/** Why an operation was not finished when someone has left. */
export const somebodyLeft = (role: Role): Problem =>
  problemOf(
    role === 'target'
      ? fail('CONFLICT', 'The consulted person has hung up.', { rule: 'targetLeft' })
      : fail('CONFLICT', 'Nobody is at the other end of the line.', { rule: 'nobodyThere' }),
  );
