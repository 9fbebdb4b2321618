import type { en } from './en.js';
import { readings } from './ja/readings.js';
import { setUp } from './ja/set-up.js';
import { steps } from './ja/steps.js';
import type { Sentence } from './sentence-shape.js';

/** The same sentences in Japanese. */
export const ja: Record<keyof typeof en, Sentence> = { ...setUp, ...steps, ...readings };
