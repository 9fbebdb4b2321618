import type { ConnectAction, Endpoint, PhoneEndpoint } from '../../vonage/ncco.js';
import type { Timer } from '../control/clock.js';
import { answerBody } from '../network/answer-body.js';
import type { StopReason } from '../network/leg.js';
import { hear, type Leg, watch, who } from '../network/leg.js';
import { dialled, type Party } from '../network/party.js';
import { callerOf, unsupportedOption } from './connect-caller.js';
import { playKeys } from './play-keys.js';
import type { Stage } from './stage.js';
import { targetOf } from './stage.js';
import { type Done, type Outcome, type Step } from './step.js';

/** Seconds. */
const RING_TIME = 60;
const LONGEST_TALK = 7200;

/**
 * Calls another party into the leg's conversation; the next action runs when that leg has ended or left (Vonage: NCCO §6,
 * real-cloud row 4).
 */
export function createConnect(action: ConnectAction, stage: Stage, done: Done): Step {
  const { leg, legs, rooms, events, ringing, clock, limits, settings } = stage;
  const endpoint = action.endpoint[0]!;
  let child: Leg | null = null;
  let limit: Timer | null = null;
  let unwatch = () => {};
  /** Reply to the failure of a synchronous connect, which decides how the flow continues. */
  let reply: Promise<Outcome> | null = null;

  function ask(body: object): void {
    const target = targetOf(stage, action);
    if (!target) return;
    reply = stage
      .ask({ ...target, leg, body, kind: 'event', door: 'event' })
      .then((answer) => (typeof answer === 'object' ? answer : 'next'));
  }

  function over(): void {
    letGo();
    if (reply) stage.unattended(reply.then(done));
    else done('next');
  }

  function letGo(): void {
    unwatch();
    if (limit) clock.clear(limit);
    child = null;
  }

  function ring(called: Leg): void {
    const url = endpoint.type === 'phone' ? undefined : action.ringbackTone;
    hear(leg, { type: 'ringback', of: who(called), ...(url && { url }) });
  }

  /** The callee has answered: first keys, then its own NCCO, then the parties hear each other. */
  async function answered(called: Leg): Promise<void> {
    const seconds = action.limit ?? LONGEST_TALK;
    limit = clock.setTimeout(() => legs.hangUp(leg, 'platform', 'connect_limit'), seconds * 1000);
    if (endpoint.type === 'phone') {
      if (endpoint.dtmfAnswer) playKeys(clock, called, endpoint.dtmfAnswer);
      if (endpoint.onAnswer && (await greet(called, endpoint.onAnswer))) return;
    }
    bridge(called);
  }

  /** @returns true if an NCCO runs on the callee's leg and bridges at its end */
  async function greet(called: Leg, onAnswer: NonNullable<PhoneEndpoint['onAnswer']>): Promise<boolean> {
    const { ringbackTone: url } = onAnswer;
    if (url) hear(leg, { type: 'ringback', of: who(called), url });
    const answer = await stage.ask({
      url: onAnswer.url,
      method: 'GET',
      leg: called,
      body: answerBody(called, stage.url()),
      kind: 'answer',
      door: 'on_answer',
    });
    if (child !== called) return true;
    if (typeof answer !== 'object') return false;
    stage.runOn(called, answer.ncco, () => bridge(called));
    return true;
  }

  function bridge(called: Leg): void {
    if (child !== called) return;
    rooms.join(called);
  }

  return {
    run() {
      if (!limits.takeCall()) {
        events.error(leg, 'Too many calls: the rate limit of new outbound calls was exceeded.');
        return done('next');
      }
      const missing = unsupportedOption(
        endpoint.type,
        Boolean(action.machineDetection ?? action.advancedMachineDetection),
      );
      if (missing) events.error(leg, missing);
      const called = legs.start({
        application: leg.application,
        direction: 'outbound',
        from: callerOf(action, stage),
        to: partyOf(endpoint),
        where: leg.room,
        reports: targetOf(stage, action),
      });
      child = called;
      if (action.eventType === 'synchronous') called.askOnFailure = ask;
      unwatch = watch(called, {
        ringing: () => ring(called),
        answered: () => stage.unattended(answered(called)),
        ended: over,
        moved: () => settings.manners.moved_pair === 'ends' && over(),
      });
      ringing.call(called, action.timeout ?? RING_TIME);
    },

    /** A callee who was transferred away survives the caller's end (our assumption; Vonage does not document it). */
    stop(why: StopReason): void {
      const called = child;
      letGo();
      if (!called || called.room !== leg.room) return;
      if (why === 'over') legs.hangUp(called, 'far', 'hangup');
      else if (!called.joined) legs.hangUp(called, 'far', 'cancelled');
      else if (settings.manners.moved_pair === 'ends') legs.hangUp(called, 'platform', 'connect_over');
    },
  };
}

function partyOf(endpoint: Endpoint): Party {
  switch (endpoint.type) {
    case 'phone':
      return { type: 'phone', number: dialled(endpoint.number) };
    case 'app':
      return { type: 'app', user: endpoint.user };
    case 'vbc':
      return { type: 'vbc', extension: endpoint.extension };
    case 'sip':
      return { type: 'sip', uri: endpoint.uri ?? `sip:${endpoint.user ?? ''}@${endpoint.domain}` };
    case 'websocket':
      return { type: 'websocket', uri: endpoint.uri, headers: asText(endpoint.headers) };
  }
}

function asText(headers: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
