import type { Role, Step } from './steps.js';

/** What a step changes in our books about a leg. */
export interface Effect {
  leg: Role;
  room?: 'call' | 'consult' | null;
  held?: boolean;
  /** Whether a hold keeps it muted. */
  muted?: boolean;
  /** We have asked Vonage to end it. */
  hungUp?: true;
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
    case 'mute':
      return { leg: step.leg, muted: true };
    case 'unmute':
      return unsure ? null : { leg: step.leg, muted: false };
    case 'hangUp':
      return { leg: step.leg, hungUp: true, ...(!unsure && { room: null }) };
    case 'ring':
      return { leg: 'target', room: step.to ?? 'consult' };
    case 'await':
      return unsure ? null : { leg: step.leg, room: 'call' };
    case 'move': {
      if (step.to === 'call' || step.to === 'consult') {
        // Of a member who is new in a room, nothing is muted.
        return { leg: step.leg, room: step.to, ...(!unsure && { muted: false }) };
      }
      return unsure ? null : { leg: step.leg, room: null, held: false };
    }
    default:
      return null;
  }
}
