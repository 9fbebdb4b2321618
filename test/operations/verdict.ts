import type { LegNow } from '../../server/simulator/api/legs.js';

/** What the API says of an application's live calls. */
export interface Told {
  calls: {
    id: string;
    heldSince: string | null;
    consult: { status: string; targetLeg: string; customerWaits: boolean } | null;
    legs: {
      uuid: string;
      userName: string | null;
      answeredAt: string | null;
      endedAt: string | null;
      heldSince: string | null;
    }[];
  }[];
}

const talks = (leg: LegNow) => leg.status === 'answered';

/**
 * Compares what the API says with who hears whom in the simulated network.
 * @param legs all live legs of the application
 * @returns what is wrong, in words; nothing when nobody is left alone and the API tells the truth
 */
export function whatIsWrong(legs: LegNow[], { calls }: Told): string[] {
  const told = calls.flatMap((call) => call.legs.map((leg) => ({ ...leg, consult: call.consult })));
  const inConsult = (leg: LegNow) => told.find(({ uuid }) => uuid === leg.leg)?.consult ?? null;
  const heldInCall = (leg: LegNow) =>
    calls.some((call) => call.legs.some(({ uuid }) => uuid === leg.leg) && call.heldSince);
  const name = (leg: LegNow) => leg.user ?? leg.number ?? leg.leg;
  const wrong: string[] = [];

  for (const leg of legs) {
    const consult = inConsult(leg);
    const company = legs.filter((other) => leg.hears.includes(other.leg) && other.hears.includes(leg.leg));
    if (!talks(leg)) wrong.push(`${name(leg)} is still ${leg.status}`);
    else if (consult) {
      const waits = leg.user === undefined && leg.leg !== consult.targetLeg;
      if (waits && !leg.playing) wrong.push(`${name(leg)} waits in silence during the consultation`);
      if (!waits && consult.status === 'TALKING' && company.length === 0) {
        wrong.push(`${name(leg)} is alone in the consultation`);
      }
    } else if (heldInCall(leg)) {
      if (leg.user === undefined && !leg.playing) wrong.push(`${name(leg)} is on hold without music`);
      if (leg.user !== undefined && !(leg.muted && leg.earmuffed)) wrong.push(`${name(leg)} is not silent on hold`);
    } else {
      if (leg.playing) wrong.push(`${name(leg)} hears music, and the API says nothing of a hold`);
      if (leg.muted) wrong.push(`${name(leg)} is muted`);
      if (leg.earmuffed) wrong.push(`${name(leg)} hears nothing`);
      if (company.length === 0) wrong.push(`${name(leg)} is alone`);
    }
  }

  for (const leg of legs.filter(talks)) {
    const known = told.find(({ uuid }) => uuid === leg.leg);
    if (!known?.answeredAt || known.endedAt) wrong.push(`the API does not know that ${name(leg)} is connected`);
    else if (known.heldSince && !leg.playing) wrong.push(`the API says that ${name(leg)} is on hold`);
  }
  for (const { uuid, endedAt } of told) {
    if (!endedAt && !legs.some(({ leg }) => leg === uuid)) wrong.push(`the API says that the leg ${uuid} lives`);
  }
  const users = legs.map(({ user }) => user).filter((user) => user !== undefined);
  for (const user of new Set(users)) {
    if (users.filter((one) => one === user).length > 1) wrong.push(`${user} has two legs`);
  }
  return wrong;
}
