import type { ErrorDetails } from '../../errors.js';
import type { RequestedKind } from './steps.js';

/** `settle` is what the server does by itself after someone has hung up. */
export type OperationKind = RequestedKind | 'settle';

/** `undone`: the call is as it was before; `failed`: someone has left it meanwhile. */
export type OperationState = 'running' | 'done' | 'undone' | 'failed';

/** An error as the API writes it. */
export interface Problem {
  /** One sentence in English. */
  message: string;
  extensions: ErrorDetails & { code: string };
}
