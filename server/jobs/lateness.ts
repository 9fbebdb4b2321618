const KEPT = 1000;

/** How late the last thousand jobs started; in this server's memory. */
export function createLateness() {
  const samples: number[] = [];
  let at = 0;

  return {
    /** @param ms milliseconds between the due instant and the start */
    add(ms: number): void {
      samples[at] = Math.max(0, ms);
      at = (at + 1) % KEPT;
    },

    /** In whole milliseconds; null before the first job. */
    read(): { p50: number; p95: number; p99: number } | null {
      if (samples.length === 0) return null;
      const sorted = samples.toSorted((left, right) => left - right);
      const percentile = (p: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))]!);
      return { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) };
    },
  };
}
