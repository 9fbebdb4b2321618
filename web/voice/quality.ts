/** Sound quality of a call, shown by the quality light. */
export type Quality = 'good' | 'fair' | 'poor';

/** Counters of a connection at a moment. */
export interface SoundFigures {
  /** Packets since the call began. */
  received: number;
  lost: number;
  /** Seconds. */
  jitter: number;
  /** Seconds; null while unknown. */
  roundTrip: number | null;
}

/** Reads the counters out of `RTCPeerConnection.getStats()`. */
export function readFigures(reports: Iterable<Record<string, unknown>>): SoundFigures {
  const figures: SoundFigures = { received: 0, lost: 0, jitter: 0, roundTrip: null };
  const number = (value: unknown) => (typeof value === 'number' ? value : 0);
  for (const report of reports) {
    if (report.type === 'inbound-rtp') {
      figures.received = number(report.packetsReceived);
      figures.lost = number(report.packetsLost);
      figures.jitter = number(report.jitter);
    }
    if (report.type === 'candidate-pair' && report.nominated && typeof report.currentRoundTripTime === 'number') {
      figures.roundTrip = report.currentRoundTripTime;
    }
  }
  return figures;
}

/** @returns quality between two moments; late and lost packets are what people hear first */
export function judge(before: SoundFigures, now: SoundFigures): Quality {
  const received = Math.max(0, now.received - before.received);
  const lost = Math.max(0, now.lost - before.lost);
  const loss = received + lost === 0 ? 1 : lost / (received + lost);
  const roundTrip = now.roundTrip ?? 0;
  if (loss > 0.08 || now.jitter > 0.1 || roundTrip > 0.6) return 'poor';
  if (loss > 0.02 || now.jitter > 0.04 || roundTrip > 0.3) return 'fair';
  return 'good';
}
