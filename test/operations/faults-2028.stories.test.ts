import { playSeed } from './play-seed.js';

playSeed(2028, [0, 1600], 3_600_000);
