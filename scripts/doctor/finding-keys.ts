import type { ReadingKey } from './readings.js';
import type { en } from './words/en.js';

/** The names of what a step can find; words/ has a sentence for each. */
export type FindingKey = Exclude<keyof typeof en, ReadingKey>;
