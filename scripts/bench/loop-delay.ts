import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded into a server before its own program: on request, reports the event loop delay to its parent. */
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

const MS = 1e6;
process.on('message', () => {
  process.send?.({ p99: delay.percentile(99) / MS, max: delay.max / MS });
  delay.reset();
});
// The channel alone must not keep the process alive.
process.channel?.unref();
