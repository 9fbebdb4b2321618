/** Whose leg a step acts on: the agent's, the contact's, or that of the person who is called for them. */
export type Role = 'agent' | 'customer' | 'target';

/**
 * One request to Vonage about one leg. `play` and `stop` are the hold music; an earmuffed leg hears nothing. `await` sends
 * nothing: it is done when the target has answered.
 */
export type Step =
  | { do: 'mute' | 'unmute' | 'earmuff' | 'unearmuff' | 'play' | 'stop' | 'hangUp'; leg: Role }
  | { do: 'move'; leg: Role; to: Place }
  | { do: 'await'; leg: 'target' }
  /** `to`: the room that the target enters by answering; the consultation's, where an older version has not written it. */
  | { do: 'ring'; leg: 'target'; to?: 'call' | 'consult' };

/**
 * Where a leg can be moved: the room of the call, the room of the consultation, a new call to the target, or a spoken
 * apology after which the leg ends.
 */
export type Place = 'call' | 'consult' | 'target' | 'apology';

/** What our books say of a leg. */
export interface Party {
  live: boolean;
  /** Whether someone has answered it. */
  answered: boolean;
  /** The room that an operation has moved it to; null while it is where Vonage has put it. */
  room: 'call' | 'consult' | null;
  /** Whether it hears hold music. */
  held: boolean;
}

/** What our books say of a call that an operation acts on. */
export interface Parties {
  agent: Party;
  customer: Party;
  /** Null while nobody has been called. */
  target: Party | null;
}

/** The steps of an operation. */
export interface Plan {
  steps: Step[];
  /** From this step on there is no way back: each is repeated until it is done or its leg is over. */
  noReturn: number;
  /** What makes the hold that was before, if the steps are taken back; an older version has not written it. */
  restore?: Step[];
}

export type RequestedKind = 'hold' | 'resume' | 'transfer' | 'consult' | 'complete' | 'merge' | 'cancel';

const HOLD: Step[] = [
  { do: 'mute', leg: 'agent' },
  { do: 'earmuff', leg: 'agent' },
  { do: 'play', leg: 'customer' },
];
const STOP: Step = { do: 'stop', leg: 'customer' };
/** Undoes what a hold does to the agent. */
export const RELEASE_AGENT: Step[] = [
  { do: 'unearmuff', leg: 'agent' },
  { do: 'unmute', leg: 'agent' },
];
const move = (leg: Role, to: Place): Step => ({ do: 'move', leg, to });

/** Says which requests an operation takes, in order (Vonage: http-api §4.3–4.5), and how to restore a hold. */
export function planOf(kind: RequestedKind, parties: Parties): Plan {
  const ofHold = parties.customer.held && ['resume', 'transfer', 'consult'].includes(kind);
  return { ...stepsOf(kind, parties), restore: ofHold ? HOLD : [] };
}

function stepsOf(kind: RequestedKind, { customer, target }: Parties): Plan {
  switch (kind) {
    case 'hold':
      return { steps: customer.held ? [] : HOLD, noReturn: HOLD.length };
    case 'resume':
      // The agent first: both can talk whatever Vonage says to stopping the music, which is repeated until it is done.
      // Without a hold that we know of there is none to go back to.
      return { steps: [...RELEASE_AGENT, STOP], noReturn: customer.held ? RELEASE_AGENT.length : 0 };
    case 'transfer': {
      const before = customer.held ? [STOP] : [];
      return {
        steps: [...before, move('customer', 'target'), { do: 'hangUp', leg: 'agent' }],
        noReturn: before.length + 1,
      };
    }
    case 'consult': {
      // A leg that leaves the room in order to enter it again would end it for everyone.
      const inRoom = customer.room === 'call';
      const ring: Step = { do: 'ring', leg: 'target', to: 'consult' };
      const steps: Step[] = [
        ...(inRoom ? [] : [move('customer', 'call')]),
        { do: 'play', leg: 'customer' },
        ...(customer.held ? RELEASE_AGENT : []),
        // Leaving a connected pair may have ended the agent's leg (Vonage: real-cloud row 4): then no one is rung for them.
        ...(inRoom ? [ring, move('agent', 'consult')] : [move('agent', 'consult'), ring]),
      ];
      return { steps, noReturn: steps.length };
    }
    case 'complete':
      return { steps: [move('target', 'call'), STOP, { do: 'hangUp', leg: 'agent' }], noReturn: 2 };
    case 'merge':
      return { steps: [move('target', 'call'), move('agent', 'call'), STOP], noReturn: 3 };
    case 'cancel': {
      const leave: Step[] = target?.live ? [{ do: 'hangUp', leg: 'target' }] : [];
      return { steps: [move('agent', 'call'), STOP, ...leave], noReturn: 1 };
    }
  }
}

/**
 * Rings the agent whose connection broke off into the room of the call; the contact hears music until they answer. When
 * they do not, there is nothing to take back: what becomes of the contact is decided anew (settle.ts).
 */
export function ringAgain(customer: Party): Plan {
  const inRoom = customer.room === 'call';
  const steps: Step[] = [
    ...(inRoom ? [] : [move('customer', 'call')]),
    ...(inRoom && customer.held ? [] : [{ do: 'play', leg: 'customer' } as const]),
    { do: 'ring', leg: 'target', to: 'call' },
    { do: 'await', leg: 'target' },
    STOP,
  ];
  return { steps, noReturn: steps.length - 1 };
}

/** What takes back a step. @param unsure whether nobody knows if it was done */
function inverseOf(step: Step, unsure: boolean): Step[] {
  switch (step.do) {
    case 'mute':
      return [{ do: 'unmute', leg: step.leg }];
    case 'unmute':
      return [{ do: 'mute', leg: step.leg }];
    case 'earmuff':
      return [{ do: 'unearmuff', leg: step.leg }];
    case 'unearmuff':
      return [{ do: 'earmuff', leg: step.leg }];
    case 'play':
      return [{ do: 'stop', leg: step.leg }];
    case 'stop':
      return [{ do: 'play', leg: step.leg }];
    case 'ring':
      return [{ do: 'hangUp', leg: 'target' }];
    case 'hangUp':
    case 'await':
      return [];
    case 'move':
      return step.leg === 'customer'
        ? reunite(step.to, unsure)
        : [move(step.leg, step.to === 'call' ? 'consult' : 'call')];
  }
}

/**
 * A `connect` cannot be restored: agent and contact meet in a room. Where nobody knows whether the contact has been
 * moved, both are, into a room in which neither of them is yet; the contact first, since whoever is left behind in a
 * connected pair may be hung up (Vonage: real-cloud row 4).
 */
function reunite(to: Place, unsure: boolean): Step[] {
  if (to === 'target') {
    return unsure ? [move('customer', 'consult'), move('agent', 'consult'), { do: 'hangUp', leg: 'target' }] : [];
  }
  return [...(unsure ? [move('customer', to)] : []), move('agent', to)];
}

/** Someone is there before the music stops, and the agent is back before the target is hung up. */
const UNDO_ORDER: Step['do'][] = [
  'move',
  'play',
  'stop',
  'unearmuff',
  'unmute',
  'earmuff',
  'mute',
  'hangUp',
  'ring',
  'await',
];

/**
 * What brings a call back to where it was.
 * @param done the steps that were done
 * @param unsure the one after them, if it may have been done
 * @param before whether the contact heard music before, which they then hear again, and what else made the hold
 * @param over whose legs have ended
 */
export function undoOf(
  done: Step[],
  unsure: Step | null,
  { wasHeld, restore = [] }: { wasHeld: boolean; restore?: Step[] },
  over: Role[],
): Step[] {
  // Without the agent there is nothing to go back to: what becomes of the others is decided anew (settle.ts).
  if (over.includes('agent')) return [];
  const all = [...done.flatMap((step) => inverseOf(step, false)), ...(unsure ? inverseOf(unsure, true) : [])]
    .map((step) => (wasHeld && step.do === 'stop' ? { ...step, do: 'play' as const } : step))
    // Nobody waits in the room of the call.
    .filter((step) => !(over.includes('customer') && step.do === 'move' && step.to === 'call'));
  // A leg that enters a room is no longer muted there. Who has lost the contact is not to be silenced for them.
  const hold = all.length > 0 && !over.includes('customer') ? restore : [];
  const each = [...new Map([...all, ...hold].map((step) => [JSON.stringify(step), step])).values()];
  return each.sort((left, right) => UNDO_ORDER.indexOf(left.do) - UNDO_ORDER.indexOf(right.do));
}
