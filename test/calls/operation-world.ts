import {
  advance,
  begin,
  dueStep,
  isOnce,
  type Outcome,
  onlyLook,
  type Progress,
  without,
} from '../../server/calls/operations/advance.js';
import type { Effect } from '../../server/calls/operations/effect.js';
import { settle } from '../../server/calls/operations/settle.js';
import {
  type Party,
  type Plan,
  planOf,
  type RequestedKind,
  type Role,
  type Step,
} from '../../server/calls/operations/steps.js';

/**
 * What can go wrong with a request; `After` and `Before` say whether Vonage has done it nevertheless. After a crash of the
 * server, nothing of it is in our books.
 */
export type Mishap =
  | 'busy'
  | 'failedBefore'
  | 'failedAfter'
  | 'lostBefore'
  | 'lostAfter'
  | 'crashBefore'
  | 'crashAfter'
  | 'refused';

/** How things really are with a leg. */
interface Leg {
  live: boolean;
  answered: boolean;
  muted: boolean;
  earmuffed: boolean;
  music: boolean;
  /** `connected`: where Vonage put it; `elsewhere`: connected to the target of a transfer. */
  place: 'connected' | 'call' | 'consult' | 'elsewhere';
  endOnExit: boolean;
}

interface Setting {
  mishaps: (Mishap | null)[];
  hangUps: { at: number; who: Role }[];
  lateFrom: number;
  targetAnswers: boolean;
  connectEndsTogether: boolean;
  booksAreLate: boolean;
}

const newLeg = (place: Leg['place'], answered: boolean): Leg => ({
  live: true,
  answered,
  muted: false,
  earmuffed: false,
  music: false,
  place,
  endOnExit: false,
});
const isHeldBy = (step: Step, leg: Leg): boolean =>
  (step.do === 'unmute' && leg.muted) ||
  (step.do === 'unearmuff' && leg.earmuffed) ||
  (step.do === 'stop' && leg.music);
/** More requests than any story takes: the rules would never come to an end. */
const TOO_MANY = 500;

/** A call with an agent and a contact, and a Vonage that does what it is told unless a mishap is due. */
export function createWorld(setting: Setting) {
  const agent = newLeg('connected', true);
  const customer = newLeg('connected', true);
  let target: Leg | null = null;
  /** Every leg that was rung for the latest consultation. */
  let rung: Leg[] = [];
  const books = { room: {} as Record<Role, Party['room']>, held: false, over: new Set<Leg>() };
  let requests = 0;
  let hangUps = [...setting.hangUps];
  let mishaps = [...setting.mishaps];
  let consulting = false;
  let wellBehaved = false;

  const legOf = (role: Role): Leg | null => ({ agent, customer, target })[role];
  const all = (): Leg[] => [agent, customer, ...(target ? [target] : []), ...rung.filter((one) => one !== target)];
  const inRoom = (place: Leg['place']) => all().filter((leg) => leg.live && leg.answered && leg.place === place);

  function end(leg: Leg): void {
    if (!leg.live) return;
    leg.live = false;
    leave(leg);
    if (!setting.booksAreLate || wellBehaved) books.over.add(leg);
  }

  /** What the leg's going does to those who stay. */
  function leave(leg: Leg, place = leg.place): void {
    const { endOnExit } = leg;
    leg.endOnExit = false;
    const others = inRoom(place).filter((other) => other !== leg);
    if (endOnExit) for (const other of others) end(other);
    // The NCCO of a connected pair is over when one of them hangs up; when one is moved, it depends.
    if (place === 'connected' && (!leg.live || (setting.connectEndsTogether && !wellBehaved)))
      for (const other of others) end(other);
  }

  function moveTo(leg: Leg, place: Leg['place'], endOnExit: boolean): void {
    const from = leg.place;
    leg.place = place;
    leave(leg, from);
    leg.endOnExit = endOnExit;
    // Of a member who is new in a room, nothing is muted.
    leg.muted = false;
    leg.earmuffed = false;
  }

  function perform(step: Step): void {
    if (step.do === 'ring') {
      target = newLeg('consult', false);
      rung.push(target);
      if (setting.targetAnswers || wellBehaved) target.answered = true;
      return;
    }
    const leg = legOf(step.leg)!;
    if (step.do === 'mute' || step.do === 'unmute') leg.muted = step.do === 'mute';
    else if (step.do === 'earmuff' || step.do === 'unearmuff') leg.earmuffed = step.do === 'earmuff';
    else if (step.do === 'play' || step.do === 'stop') leg.music = step.do === 'play';
    else if (step.do === 'hangUp') end(leg);
    else if (step.do !== 'move') throw new Error(step.do);
    else if (step.to === 'target') moveTo(leg, 'elsewhere', false);
    else if (step.to === 'apology') end(leg);
    else moveTo(leg, step.to, step.leg === 'customer' && step.to === 'call');
  }

  function request(step: Step): Outcome | 'crashed' {
    requests += 1;
    if (requests > TOO_MANY) throw new Error('The operation never comes to an end.');
    const leg = step.do === 'ring' ? null : legOf(step.leg);
    // Nobody was rung, or nothing has been heard of it: there is no leg that could be hung up.
    if (!leg && step.do !== 'ring') return 'done';
    if (leg && !leg.live) {
      books.over.add(leg);
      return 'over';
    }
    const mishap = wellBehaved ? null : (mishaps.shift() ?? null);
    if (mishap === 'busy') return mishap;
    // What releases a leg is refused only when it is free.
    if (mishap === 'refused' && (!leg || !isHeldBy(step, leg))) return mishap;
    if (mishap === null || mishap === 'refused' || mishap.endsWith('After')) perform(step);
    if (mishap === null || mishap === 'refused') return 'done';
    if (mishap.startsWith('crash')) return 'crashed';
    return mishap.startsWith('failed') ? 'failed' : 'unknown';
  }

  const partyOf = (role: Role): Party => {
    const leg = legOf(role)!;
    const room = books.room[role] ?? null;
    return { live: !books.over.has(leg), answered: leg.answered, room, held: role === 'customer' && books.held };
  };
  const parties = () => ({
    agent: partyOf('agent'),
    customer: partyOf('customer'),
    target: target && partyOf('target'),
    othersLive: customer.live && customer.place === 'elsewhere',
    untaken: false,
    canRing: false,
  });

  /** Whoever wants to hang up by now does. */
  function people(): void {
    for (const one of wellBehaved ? [] : hangUps.filter(({ at }) => at <= requests)) {
      const leg = legOf(one.who);
      if (leg) end(leg);
    }
    if (!wellBehaved) hangUps = hangUps.filter(({ at }) => at > requests);
  }

  function run(plan: Plan): 'done' | 'undone' | 'failed' {
    let progress: Progress = begin(plan, books.held);
    if (plan.steps.length === 0) return 'done';
    for (;;) {
      people();
      const gone = (['agent', 'customer', 'target'] as const).find(
        (role) =>
          legOf(role) &&
          books.over.has(legOf(role)!) &&
          !progress.over.includes(role) &&
          dueStep(progress)?.do !== 'ring',
      );
      const step = dueStep(progress)!;
      let outcome: Outcome | 'crashed' = 'done';
      if (!gone) outcome = isOnce(step) && isKnown(step) ? 'done' : onlyLook(progress) ? 'unknown' : request(step);
      if (outcome === 'crashed') {
        progress = { ...progress, unsure: true };
        continue;
      }
      const next = gone
        ? without(progress, gone)
        : advance(progress, outcome, requests >= setting.lateFrom && !wellBehaved);
      note(next.effect);
      if (next.ended) {
        hangUpAgain(next.progress.over);
        return next.ended;
      }
      progress = next.progress;
    }
  }

  /** What refused to be reached although it lives is hung up until it is over. */
  function hangUpAgain(roles: Role[]): void {
    for (const leg of roles.map(legOf)) if (leg) end(leg);
  }

  /** Whether the first event of the rung leg has told which operation it belongs to. */
  const isKnown = (step: Step) =>
    !setting.booksAreLate &&
    (step.do === 'ring' ? target !== null && rung.includes(target) : customer.place === 'elsewhere');

  function note(effect: Effect | null): void {
    if (!effect) return;
    if (effect.room !== undefined) books.room[effect.leg] = effect.room;
    if (effect.held !== undefined) books.held = effect.held;
  }

  /** Late events come in the end. */
  function hearOfEnds(): void {
    for (const leg of all()) if (!leg.live) books.over.add(leg);
  }

  function operate(kind: RequestedKind) {
    if (kind === 'consult' || kind === 'transfer') {
      rung = [];
      target = null;
      books.room.target = null;
    }
    const ended = run(planOf(kind, parties()));
    if (kind === 'consult') {
      consulting = ended === 'done';
      // What was rung for a consultation that never came about, and is heard of later, is hung up.
      if (ended !== 'done') for (const leg of rung) if (leg !== target || !leg.answered) end(leg);
    } else if (ended === 'done') consulting = false;
    return ended;
  }

  return {
    operate,

    /** As `operate`, without any mishap. */
    operateWell(kind: RequestedKind): void {
      wellBehaved = true;
      operate(kind);
      wellBehaved = false;
      requests = 0;
      mishaps = [...setting.mishaps];
    },

    /** Everybody who wants to has hung up, every event has come, and the server has done what it does by itself. */
    settle(): void {
      for (let round = 0; round < 20; round += 1) {
        requests += 30;
        people();
        // Nobody rings for ever.
        if (round === 2 && target && !target.answered) end(target);
        hearOfEnds();
        const steps = settle(parties());
        if (steps.length === 0 && round > 3) return;
        run({ steps, noReturn: 0 });
        if (!agent.live) consulting = false;
      }
      throw new Error('The server never comes to rest.');
    },

    /** How many were rung at once. */
    rungAtOnce: () => rung.filter(({ live }) => live).length,

    /** Who hears what, for a comparison. */
    heard: () => ({
      music: customer.music,
      together: agent.place === customer.place,
      muted: agent.muted,
      earmuffed: agent.earmuffed,
      consulting: target?.live === true && target.place === agent.place,
    }),

    /** Everybody who is alone with music or silence, and everything that our books say wrongly. */
    problems(): string[] {
      const found: string[] = [];
      const hear = (one: Leg, other: Leg | null) =>
        other?.live && other.answered && one.place === other.place && !one.earmuffed;
      const talks = (one: Leg, others: (Leg | null)[]) =>
        others.some((other) => hear(one, other) && !other!.muted) && !one.music;
      const onHold = customer.live && agent.live && customer.music && books.held;
      const holds = onHold && agent.place === customer.place && agent.muted && agent.earmuffed;
      const consults = onHold && consulting && agent.place === 'consult' && !agent.earmuffed && !agent.muted;
      if (customer.live && customer.place !== 'elsewhere' && !holds && !consults && !talks(customer, [agent, target]))
        found.push('the contact is alone');
      if (customer.live && customer.place === 'elsewhere' && customer.music)
        found.push('the contact hears music over the transfer');
      if (agent.live && !holds && !consults && !talks(agent, [customer, target]) && !(customer.live && consulting))
        found.push('the agent is alone');
      if (target?.live && target.answered && !talks(target, [agent, customer])) found.push('the target is alone');
      if (target?.live && !target.answered && !agent.live) found.push('the target is rung for nobody');
      if (customer.live && customer.music !== books.held) found.push(`books say ${books.held ? 'held' : 'not held'}`);
      return found;
    },
  };
}
