import { playSeed } from './play-seed.js';

playSeed(2026, [0, 2500], 3_600_000);
