import { type Parties, type Party, ringAgain, type Step } from './steps.js';

const STOP: Step = { do: 'stop', leg: 'customer' };

/** A call as it is after an operation, or after someone has left it. */
export interface Leftover extends Parties {
  /** Whether the call has a live leg besides these three. */
  othersLive: boolean;
  /** Whether nobody took the contact, whom the agent had transferred. */
  untaken: boolean;
  /** Whether the agent who last talked with the contact is rung again: they lost their connection, or the contact comes back. */
  canRing: boolean;
}

/**
 * Says what the server has to do by itself so that nobody is left alone with music or silence; nothing while agents can
 * still decide for themselves. Only legs that an operation has moved or put on hold are touched: of all others Vonage
 * ends what belongs together.
 */
export function settle({ agent, customer, target, othersLive, untaken, canRing }: Leftover): Step[] {
  if (agent.live) {
    const alone = !customer.live && !target?.live && !othersLive;
    return alone ? [{ do: 'hangUp', leg: 'agent' }] : [];
  }
  if (!customer.live) return target?.live && !othersLive ? [{ do: 'hangUp', leg: 'target' }] : [];
  if (target?.live) return withoutAgent(customer, target, canRing);
  if (othersLive) return customer.held ? [STOP] : [];
  if (customer.room === null && !customer.held && !untaken) return [];
  if (canRing) return ringAgain(customer).steps;
  // Whoever waits hears why the call ends; whoever was left after a talk knows.
  return [
    customer.held || untaken ? { do: 'move', leg: 'customer', to: 'apology' } : { do: 'hangUp', leg: 'customer' },
  ];
}

/** The agent left during the consultation: a target who has answered takes over, as if the transfer had been completed. */
function withoutAgent(customer: Party, target: Party, canRing: boolean): Step[] {
  if (target.room !== 'consult' && !customer.held) return [];
  if (!target.answered) {
    const leave: Step = { do: 'hangUp', leg: 'target' };
    // Once the target is gone, the agent is rung again.
    return canRing ? [leave] : [leave, { do: 'move', leg: 'customer', to: 'apology' }];
  }
  // Entering the room once more does no harm, and who hears music may not have been reached yet.
  return [{ do: 'move', leg: 'target', to: 'call' }, ...(customer.held ? [STOP] : [])];
}
