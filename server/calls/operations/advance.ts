import { type Effect, effectOf } from './effect.js';
import { type Plan, type Role, type Step, undoOf } from './steps.js';

/**
 * What came of a request. `refused`: Vonage said no although the leg lives; `over`: the leg has ended; `busy`: too many
 * requests, nothing happened; `failed`: Vonage is in trouble, something may have happened; `unknown`: there was no reply
 * that can be read (a time-out, a lost connection, garbage, a crash of ours); `pending`: who is rung has not answered yet.
 */
export type Outcome = 'done' | 'refused' | 'over' | 'busy' | 'failed' | 'unknown' | 'pending';

/** How far an operation is. */
export interface Progress extends Plan {
  /** The step that is due. */
  at: number;
  /** Whether the steps take back what was done before. */
  undoing: boolean;
  /** How often the step has failed. */
  attempts: number;
  /** Whether the step may have been done although no reply says so. */
  unsure: boolean;
  /**
   * Until when nothing is sent, in milliseconds since 1970: a request that was given up may take effect later, and would
   * then undo what was sent after it.
   */
  quietUntil?: number;
  /** Whose legs have ended, or can no longer be reached. */
  over: Role[];
  /** Whether the contact was on hold before. */
  wasHeld: boolean;
}

export type Ending = 'done' | 'undone' | 'failed';

interface Continued {
  progress: Progress;
  /** What our books say from now on; null when nothing has changed. */
  effect: Effect | null;
}
/** `pause`: milliseconds until the next request. */
export type Advanced = Continued & ({ ended: null; pause: number } | { ended: Ending });

const PAUSES_MS = [200, 500, 1000, 2000, 4000];
const LONGEST_PAUSE_MS = 8000;
/** Between two looks whether someone has answered; events are quicker. */
const AWAIT_MS = 1000;
/** How often a leg that lives may refuse a step without which someone would be left alone. */
const MOST_REFUSALS = 6;
/** How often events are asked whether a step was done that must not be sent again, once a pause. */
const MOST_LOOKS = 3;

/** @param over whose legs have ended before */
export function begin(plan: Plan, wasHeld: boolean, over: Role[] = []): Progress {
  return { ...plan, at: 0, undoing: false, attempts: 0, unsure: false, over, wasHeld };
}

/** The step that is due; null when there is none. */
export const dueStep = ({ steps, at }: Progress): Step | null => steps[at] ?? null;

/** Whether a second request would ring a second person. */
export const isOnce = (step: Step): boolean => step.do === 'ring' || (step.do === 'move' && step.to === 'target');

/** Whether the step must not be sent again: only events can tell whether it was done. */
export function onlyLook(progress: Progress): boolean {
  const step = dueStep(progress);
  return progress.unsure && step !== null && isOnce(step);
}

/** Whether the step is repeated for as long as it takes. */
const isFinal = ({ undoing, at, noReturn }: Progress) => undoing || at >= noReturn;

/**
 * Says how an operation continues after a request.
 * @param late whether its deadline has passed
 */
export function advance(progress: Progress, outcome: Outcome, late: boolean): Advanced {
  const step = dueStep(progress)!;
  switch (outcome) {
    case 'done':
      return { ...skipOver(afterStep(progress)), effect: effectOf(step, false) };
    case 'over':
      return without(progress, step.leg);
    case 'refused':
      return refused(progress, step);
    case 'pending':
      return late ? undo(progress) : { ended: null, progress, effect: null, pause: AWAIT_MS };
    default: {
      const unsure = progress.unsure || outcome !== 'busy';
      const next = { ...progress, unsure, attempts: progress.attempts + 1 };
      const giveUp = onlyLook(next) ? next.attempts > MOST_LOOKS : late;
      const advanced = giveUp && !isFinal(next) ? undo(next) : again(next);
      return { ...advanced, effect: unsure ? effectOf(step, true) : null };
    }
  }
}

/**
 * Someone has left while the operation waited or was away. What the server sent before it crashed may have been done,
 * and has to be known to whatever settles the call.
 */
export function without(progress: Progress, role: Role): Advanced {
  const over = progress.over.includes(role) ? progress.over : [...progress.over, role];
  const next = { ...progress, over };
  const needed = isFinal(next) ? false : next.steps.some(({ leg }) => leg === role);
  const step = dueStep(progress);
  const effect = progress.unsure && step && step.leg !== role ? effectOf(step, true) : null;
  return { ...(needed ? undo(next) : skipOver(next)), effect };
}

/** What releases a leg is refused when it is free already; anything else is not possible at the moment. */
function refused(progress: Progress, step: Step): Advanced {
  const next = { ...progress, attempts: progress.attempts + 1 };
  const isFree = ['unmute', 'unearmuff', 'stop'].includes(step.do);
  if (isFree) return { ...skipOver(afterStep(next)), effect: effectOf(step, false) };
  if (!isFinal(next)) return undo(next);
  // A hang-up is refused within moments after the leg was placed, and works later (Vonage: real-cloud row 11).
  if (next.attempts < MOST_REFUSALS) return again(next);
  return skipOver({ ...next, over: [...next.over, step.leg], attempts: 0, unsure: false });
}

const afterStep = (progress: Progress): Progress => ({ ...progress, at: progress.at + 1, attempts: 0, unsure: false });

function again(progress: Progress): Advanced {
  return { ended: null, progress, effect: null, pause: PAUSES_MS[progress.attempts - 1] ?? LONGEST_PAUSE_MS };
}

function undo(progress: Progress): Advanced {
  const { steps, at, unsure, over } = progress;
  const back = undoOf(steps.slice(0, at), unsure ? (steps[at] ?? null) : null, progress, over);
  return skipOver({ ...progress, steps: back, noReturn: 0, at: 0, undoing: true, attempts: 0, unsure: false });
}

/** Steps on legs that are over are left out. */
function skipOver(progress: Progress): Advanced {
  const { steps, over, undoing } = progress;
  let { at } = progress;
  while (at < steps.length && over.includes(steps[at]!.leg)) at += 1;
  const next = at === progress.at ? progress : { ...progress, at, attempts: 0, unsure: false };
  if (at < steps.length) return { ended: null, progress: next, effect: null, pause: 0 };
  return { ended: undoing ? (over.length > 0 ? 'failed' : 'undone') : 'done', progress: next, effect: null };
}
