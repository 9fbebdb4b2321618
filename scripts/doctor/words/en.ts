import { readings } from './en/readings.js';
import { setUp } from './en/set-up.js';
import { steps } from './en/steps.js';

/** What a step found, and in the second place what to do about it. `{…}` is filled in. */
export const en = { ...setUp, ...steps, ...readings };
