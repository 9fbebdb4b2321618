import type { ErrorDetails } from '../../errors.js';
import type { RequestedKind } from './steps.js';

/**
 * What the server does by itself: `settle` after someone has hung up, `ringAgain` after the connection of an agent broke
 * off.
 */
export type OperationKind = RequestedKind | 'settle' | 'ringAgain';

/** `undone`: the call is as it was before; `failed`: someone has left it meanwhile. */
export type OperationState = 'running' | 'done' | 'undone' | 'failed';

/** An error as the API writes it. */
export interface Problem {
  /** One sentence in English. */
  message: string;
  extensions: ErrorDetails & { code: string };
}
