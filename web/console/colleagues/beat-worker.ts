/** Browsers slow down the timers of hidden pages to one a minute, but not those of their workers. */
const EVERY_MS = 20_000;

setInterval(() => postMessage('beat'), EVERY_MS);
