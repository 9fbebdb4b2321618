import { playSeed } from './play-seed.js';

/** These and the next hundred (more-generated-faults.test.ts) are few enough to be played again and again. */
playSeed(13, [0, 100], 600_000);
