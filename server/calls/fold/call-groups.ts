import { type LegState, type LegView, viewLeg } from './leg-state.js';

/** A leg, and since when it was in each conversation. */
export interface PlacedLeg {
  leg: LegView;
  /** The leg of the caller for whose sake we placed this one (whom an agent asks); null for all others. */
  placedFor: string | null;
  conversations: { conversation: string; since: string }[];
}

/** A leg with the conversations that its state names. */
export function placeLeg(uuid: string, state: LegState, placedFor: string | null = null): PlacedLeg {
  const conversations = Object.entries(state.conversations).map(([conversation, { at }]) => ({
    conversation,
    since: at,
  }));
  return { leg: viewLeg(uuid, state), placedFor, conversations };
}

/** Vonage ends every call after 24 hours: a leg that joined a room earlier has left it. */
export const LONGEST_CALL = 24 * 60 * 60 * 1000;

/**
 * Says which legs are one call. A call begins with its anchor: the leg of the customer (or agent) who dialled, or the
 * first leg that we created. A leg that Vonage made for another one (`connect`) begins in that one's conversation; where
 * the other had been moved there, its call is the one that this other belongs to. A leg that we placed for the sake of
 * another belongs to that one's call, wherever it begins. Two legs that came from outside are
 * never one call, also when they meet in a named room that lives on for days.
 * @param legs all legs that began in, or were moved to, the conversations in question
 */
export function createGroups(legs: PlacedLeg[]) {
  const founders = new Map<string, LegView[]>();
  const visitors = new Map<string, { leg: LegView; since: string }[]>();
  const byUuid = new Map(legs.map(({ leg }) => [leg.uuid, leg]));
  const placedFor = new Map(legs.map((one) => [one.leg.uuid, byUuid.get(one.placedFor ?? '')]));
  for (const { leg, conversations } of legs) {
    add(founders, leg.home, leg);
    for (const { conversation, since } of conversations) {
      if (conversation !== leg.home) add(visitors, conversation, { leg, since });
    }
  }
  for (const list of founders.values()) list.sort(byStart);
  for (const list of visitors.values())
    list.sort((left, right) => order(left.since + left.leg.uuid, right.since + right.leg.uuid));

  const inbound = (conversation: string) =>
    (founders.get(conversation) ?? []).filter((leg) => leg.direction === 'inbound');

  function founderOf(conversation: string, at: string): LegView | null {
    const callers = inbound(conversation);
    const before = callers.filter((leg) => leg.startedAt <= at);
    return before.at(-1) ?? callers[0] ?? founders.get(conversation)?.[0] ?? null;
  }

  /** Who was in the room at that time: preferably a caller rather than someone who joined, and the latest of several. */
  function visitorOf(conversation: string, at: string): LegView | null {
    const earliest = new Date(Date.parse(at) - LONGEST_CALL).toISOString();
    const there = (visitors.get(conversation) ?? [])
      .filter(({ since }) => since <= at && since >= earliest)
      .map(({ leg }) => leg);
    return there.findLast((leg) => leg.direction === 'inbound') ?? there.at(-1) ?? null;
  }

  /** The leg with which the call of whatever happened in the conversation at this instant began. */
  function anchorAt(conversation: string, at: string, seen: ReadonlySet<string> = new Set()): LegView | null {
    const founder = founderOf(conversation, at);
    if (founder?.direction === 'inbound' || seen.has(conversation)) return founder;
    if (founder && placedFor.get(founder.uuid)) return anchorOf(founder, seen);
    const visitor = visitorOf(conversation, founder?.startedAt ?? at);
    return visitor ? anchorOf(visitor, new Set([...seen, conversation])) : founder;
  }

  function anchorOf(leg: LegView, seen?: ReadonlySet<string>): LegView {
    const other = placedFor.get(leg.uuid);
    if (other) return anchorOf(other, seen);
    return leg.direction === 'inbound' ? leg : (anchorAt(leg.home, leg.startedAt, seen) ?? leg);
  }

  /** The conversation in which the call began; a second caller in it, whose first events were lost, is kept apart. */
  function keyOf(anchor: LegView): string {
    const [first] = inbound(anchor.home);
    return !first || first.uuid === anchor.uuid ? anchor.home : `${anchor.home} ${anchor.uuid}`;
  }

  return {
    /** @returns the key of the leg's call, the same for all its legs */
    callOf: (leg: LegView) => keyOf(anchorOf(leg)),
    /** @returns the key of the call that had the conversation at this instant, if any leg was there */
    callIn(conversation: string, at: string): string | null {
      const anchor = anchorAt(conversation, at);
      return anchor && keyOf(anchor);
    },
    /** @returns the leg with which the leg's call began */
    anchorOf: (leg: LegView) => anchorOf(leg),
  };
}

const order = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
const byStart = (left: LegView, right: LegView) => order(left.startedAt + left.uuid, right.startedAt + right.uuid);

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
