import { playSeed } from './play-seed.js';

/** In a file of their own, because files run side by side. */
playSeed(13, [100, 200], 600_000);
