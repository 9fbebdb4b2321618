import { playSeed } from './play-seed.js';

/** `npm run check:long` plays many more. */
playSeed(13, 200, 600_000);
