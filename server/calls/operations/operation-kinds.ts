import type { ErrorDetails } from '../../errors.js';
import type { RequestedKind } from './steps.js';

/**
 * What the server does by itself: `settle` after someone has hung up, `ringAgain` after the connection of an agent broke
 * off, `comeBack` after nobody took a contact who was transferred.
 */
export type OperationKind = RequestedKind | 'settle' | RingsBack;

/** Both ring an agent into the room of the call while the contact hears music. */
export type RingsBack = 'ringAgain' | 'comeBack';
export const RINGS_BACK: RingsBack[] = ['ringAgain', 'comeBack'];
export const isRingsBack = (kind: OperationKind): boolean => RINGS_BACK.some((one) => one === kind);

/** `undone`: the call is as it was before; `failed`: someone has left it meanwhile. */
export type OperationState = 'running' | 'done' | 'undone' | 'failed';

/** An error as the API writes it. */
export interface Problem {
  /** One sentence in English. */
  message: string;
  extensions: ErrorDetails & { code: string };
}
