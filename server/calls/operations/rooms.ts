import type { Ncco } from '../../vonage/ncco.js';

/** The way into a named conversation (Vonage: ncco §conversation). */
export const room = (name: string): Ncco => [{ action: 'conversation', name }];

/** Where a call's people talk since one of them was put on the side. */
export const callRoom = ({ callId }: { callId: string }): Ncco => room(`call-${callId}`);

/** The customer's way into it: when he leaves, the call is over for all. */
export const waitingRoom = ({ callId }: { callId: string }): Ncco => [
  { action: 'conversation', name: `call-${callId}`, endOnExit: true },
];
