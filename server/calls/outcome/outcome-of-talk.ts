import type { LegView } from '../fold/leg-state.js';
import type { OperationKind } from '../operations/operation-kinds.js';
import type { Outcome } from './outcome-kinds.js';
import { whyNot } from './why-not.js';

/** What an operation did with a call: the part of it that says where the contact went. */
export interface Work {
  id: string;
  kind: OperationKind;
  /** Finished as planned. */
  done: boolean;
  /** The leg that it called, if any is known. */
  targetLeg: string | null;
  /** Whom it called: an agent, or E.164 digits without `+`. */
  userName: string | null;
  number: string | null;
  /** It told the contact that nobody is there. */
  apologized: boolean;
  /** It left the contact with the person who was consulted, because the agent had hung up. */
  handedOver: boolean;
}

const ANSWERED: Outcome = { kind: 'ANSWERED', reason: null, userName: null, detail: null };

/** The legs that an operation called. */
const legsOf = (work: Work, legs: LegView[]): LegView[] =>
  legs.filter((leg) => leg.uuid === work.targetLeg || leg.operation === work.id);

/**
 * How a call ended in which someone talked: where its transfers led.
 * @param legs those that were called, in order of their beginning
 * @param work what was done with the call, in order of time
 */
export function outcomeOfTalk(legs: LegView[], work: Work[]): Outcome {
  let outcome = ANSWERED;
  /** What it was before the transfer that nobody took. */
  let before = ANSWERED;
  let consulted: Work | null = null;
  for (const one of work) {
    if (one.apologized) {
      if (outcome.kind === 'LOST_IN_TRANSFER') continue;
      const isTransfer = consulted && !isAnswered(consulted, legs);
      // The agent had left while the colleague was rung, who was then canceled.
      const lost = { ...lostAt(consulted ?? one, legs), reason: 'NOBODY_ANSWERED' as const };
      outcome = isTransfer ? lost : { ...outcome, reason: 'CONNECTION_LOST' };
      continue;
    }
    // Whoever hangs up as soon as the agent is back leaves the operation unfinished.
    if (one.kind === 'comeBack' && isAnswered(one, legs)) outcome = before;
    if (!one.done) continue;
    if (one.kind === 'complete' || one.handedOver) outcome = transferredTo(consulted ?? one, legs);
    if (one.kind === 'transfer') {
      if (outcome.kind !== 'LOST_IN_TRANSFER') before = outcome;
      outcome = isAnswered(one, legs) ? transferredTo(one, legs) : lostAt(one, legs);
    }
    if (one.kind === 'consult') consulted = one;
    else if (ENDS_CONSULT.includes(one.kind)) consulted = null;
  }
  return outcome;
}

const ENDS_CONSULT: OperationKind[] = ['complete', 'merge', 'cancel', 'settle', 'transfer'];

const isAnswered = (work: Work, legs: LegView[]): boolean => legsOf(work, legs).some((leg) => leg.answeredAt);

function transferredTo(work: Work, legs: LegView[]): Outcome {
  const leg = legsOf(work, legs).findLast((one) => one.answeredAt);
  const userName = leg ? leg.userName : work.userName;
  const detail = userName ? null : (leg?.to ?? work.number);
  return { kind: 'TRANSFERRED', reason: null, userName, detail };
}

function lostAt(work: Work, legs: LegView[]): Outcome {
  const last = legsOf(work, legs).at(-1);
  const reason = last ? whyNot(last) : 'CALLER_HUNG_UP';
  return { kind: 'LOST_IN_TRANSFER', reason, userName: work.userName, detail: work.userName ? null : work.number };
}

/**
 * The agents who talked with the contact, in order; who was only consulted is none of them.
 * @param anchor the leg with which the call began, which may be an agent's
 * @param called the others
 */
export function agentsOf(anchor: LegView, called: LegView[], work: Work[]): string[] {
  const talked = called.filter((leg) => leg.answeredAt && !isOnlyConsulted(leg, work));
  if (talked.length === 0) return [];
  const own = anchor.userName !== null && !called.includes(anchor) ? [anchor] : [];
  const order = (leg: LegView) => leg.answeredAt! + leg.uuid;
  const inOrder = [...own, ...talked.sort((left, right) => (order(left) < order(right) ? -1 : 1))];
  const names = inOrder.flatMap(({ userName }) => userName ?? []);
  return names.filter((name, index) => name !== names[index - 1]);
}

/** Whether a leg is a consulted colleague's who was not connected with the contact: neither completed nor merged. */
export function isOnlyConsulted(leg: Pick<LegView, 'uuid' | 'operation'>, work: Work[]): boolean {
  const isTheirs = (one: Work) => one.targetLeg === leg.uuid || one.id === leg.operation;
  if (!work.some((one) => one.kind === 'consult' && isTheirs(one))) return false;
  const joins = (one: Work) => one.kind === 'complete' || one.kind === 'merge' || one.handedOver;
  return !work.some((one) => one.done && joins(one) && one.targetLeg === leg.uuid);
}
