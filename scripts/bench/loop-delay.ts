import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded into a server before its own program: tells its parent, when asked, how long the event loop was held up. */
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

const MS = 1e6;
process.on('message', () => {
  process.send?.({ p99: delay.percentile(99) / MS, max: delay.max / MS });
  delay.reset();
});
// It alone keeps nobody running.
process.channel?.unref();
