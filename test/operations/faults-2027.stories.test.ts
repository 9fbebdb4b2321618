import { playSeed } from './play-seed.js';

playSeed(2027, [0, 2500], 3_600_000);
