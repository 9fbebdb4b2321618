import type { Ncco } from '../../vonage/ncco.js';
import type { LegRow } from '../calls.table.js';

/** The NCCO that takes a leg into a named conversation (Vonage: ncco §conversation). */
const enter = (name: string, endOnExit = false): Ncco => [
  { action: 'conversation', name, ...(endOnExit && { endOnExit }) },
];

/** The legs that the rooms of a call are named after: calls may merge, legs do not. */
interface Legs {
  agent: string;
  customer: string;
  /** The room in which the contact is already, if it is one of the call. */
  customerRoom: string | null;
}

const CALL = 'call-';
const CONSULT = 'consult-';

/** The name of a room. */
export function roomName(place: 'call' | 'consult', { agent, customer, customerRoom }: Legs): string {
  if (place === 'consult') return `${CONSULT}${agent}`;
  return customerRoom?.startsWith(CALL) ? customerRoom : `${CALL}${customer}`;
}

/** The way into the call's room: when the contact leaves it, the call is over for everyone. */
export const enterRoom = (place: 'call' | 'consult', isCustomer: boolean, legs: Legs): Ncco =>
  enter(roomName(place, legs), isCustomer && place === 'call');

/** Which kind of room a leg is in; null for one that Vonage has put somewhere. */
export function placeOf({ room }: Pick<LegRow, 'room'>): 'call' | 'consult' | null {
  if (room === null) return null;
  return room.startsWith(CALL) ? 'call' : 'consult';
}
