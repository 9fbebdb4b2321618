import type { Role, Step } from './steps.js';

/** What a step changes in our books about a leg. */
export interface Effect {
  leg: Role;
  room?: 'call' | 'consult' | null;
  held?: boolean;
}

/**
 * What our books say after a step. Where nobody knows whether it was done, they say what may have to be taken back.
 * @param unsure whether nobody knows
 */
export function effectOf(step: Step, unsure: boolean): Effect | null {
  switch (step.do) {
    case 'play':
      return { leg: step.leg, held: true };
    case 'stop':
      return unsure ? null : { leg: step.leg, held: false };
    case 'hangUp':
      return unsure ? null : { leg: step.leg, room: null };
    case 'ring':
      return { leg: 'target', room: 'consult' };
    case 'move': {
      if (step.to === 'call' || step.to === 'consult') return { leg: step.leg, room: step.to };
      return unsure ? null : { leg: step.leg, room: null, held: false };
    }
    default:
      return null;
  }
}
