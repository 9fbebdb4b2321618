import { playSeed } from './play-seed.js';

playSeed(2026, [0, 1700], 3_600_000);
