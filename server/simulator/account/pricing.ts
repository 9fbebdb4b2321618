import type { LegDirection } from '../../vonage/webhook-bodies.js';
import type { Party } from '../network/party.js';

interface Tariff {
  prefix: string;
  /** EUR per minute. */
  outbound: number;
  inbound: number;
  /** As in `completed` events. */
  network: string;
  /** As in the Voice API: country and network code. */
  mccmnc: string;
}

/** Longest prefix first. The prices are made up but plausible, and the same on every machine. */
const TARIFFS: Tariff[] = [
  { prefix: '447', outbound: 0.0238, inbound: 0.0045, network: 'GB-MOBILE', mccmnc: '23410' },
  { prefix: '819', outbound: 0.1012, inbound: 0.0069, network: 'JP-MOBILE', mccmnc: '44010' },
  { prefix: '44', outbound: 0.0127, inbound: 0.0045, network: 'GB-FIXED', mccmnc: '23400' },
  { prefix: '81', outbound: 0.0433, inbound: 0.0069, network: 'JP-FIXED', mccmnc: '44000' },
  { prefix: '49', outbound: 0.0196, inbound: 0.0045, network: 'DE-FIXED', mccmnc: '26200' },
  { prefix: '33', outbound: 0.0138, inbound: 0.0045, network: 'FR-FIXED', mccmnc: '20800' },
  { prefix: '1', outbound: 0.0127, inbound: 0.0045, network: 'US-FIXED', mccmnc: '31000' },
];
const ELSEWHERE: Omit<Tariff, 'prefix'> = { outbound: 0.2, inbound: 0.01, network: 'INTL-FIXED', mccmnc: '90100' };
const FREE: Omit<Tariff, 'prefix'> = { outbound: 0, inbound: 0, network: 'VONAGE-APP', mccmnc: '90199' };

export interface Charge {
  /** EUR per minute, as text with eight decimals (Vonage: webhooks §3.1). */
  rate: string;
  /** EUR, as text with eight decimals. */
  price: string;
  network: string;
  mccmnc: string;
}

/**
 * Price of a leg by the number at its far end, per second; legs to apps are free.
 * @param seconds answered duration
 */
export function chargeOf(party: Party, direction: LegDirection, seconds: number): Charge {
  const number = party.type === 'phone' ? party.number : '';
  const found = party.type === 'phone' ? TARIFFS.find((one) => number.startsWith(one.prefix)) : FREE;
  const tariff = found ?? ELSEWHERE;
  const rate = tariff[direction];
  return {
    rate: rate.toFixed(8),
    price: ((rate * seconds) / 60).toFixed(8),
    network: tariff.network,
    mccmnc: tariff.mccmnc,
  };
}
