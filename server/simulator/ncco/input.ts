import type { InputAction } from '../../vonage/ncco.js';
import type { InputBody } from '../../vonage/webhook-bodies.js';
import { hear, type Leg } from '../network/leg.js';
import { nameOf } from '../network/party.js';
import { collectKeys } from './collect-keys.js';
import { collectSpeech } from './collect-speech.js';
import type { Collector, Heard } from './collector.js';
import type { Network, Stage } from './stage.js';
import { targetOf } from './stage.js';
import { type Done, type Step } from './step.js';

/**
 * Collects keys or speech, sends them, and continues with the NCCO in the reply (Vonage: NCCO §7). Without `type` it is
 * the old input. Text typed on the handset counts as speech.
 */
export function createInput(action: InputAction, stage: Stage, done: Done): Step {
  const { leg, clock, prompts } = stage;
  if (action.mode === 'asynchronous') return listenOn(action, stage, done);
  if (!action.type && stage.settings.manners.input_without_type === 'fails') return failing(stage, done);
  const types = action.type ?? ['dtmf'];
  const collectors: Collector[] = [];
  let over = false;

  function stop(): void {
    over = true;
    for (const collector of collectors) collector.stop();
  }

  function submit(heard: Heard) {
    if (over) return;
    stop();
    prompts.stop();
    const target = targetOf(stage, action);
    if (!target) return done('next');
    const body = inputBody(leg, heard, clock.now());
    over = false;
    const asked = stage.ask({ ...target, leg, body, kind: 'event', door: 'input' }).then((answer) => {
      if (!over) done(typeof answer === 'object' ? answer : 'next');
    });
    stage.unattended(asked);
  }

  return {
    run(): void {
      const both = types.length > 1;
      if (types.includes('dtmf')) collectors.push(collectKeys(action, stage, both, submit));
      if (types.includes('speech')) collectors.push(collectSpeech(action.speech ?? {}, stage, both, submit));
      prompts.whenOver(() => {
        hear(leg, { type: 'silence' });
        for (const collector of collectors) collector.startTimers();
      });
    },
    stop,
  };
}

/** Whether `type` is required is not known (real-cloud row 10). */
function failing({ leg, events }: Stage, done: Done): Step {
  return {
    run(): void {
      events.error(leg, 'Invalid NCCO: input needs a type.');
      done('next');
    },
    stop(): void {},
  };
}

/** Asynchronous mode: each key is reported from now on, and the flow continues. */
function listenOn(action: InputAction, stage: Stage, done: Done): Step {
  const { leg } = stage;
  return {
    run(): void {
      leg.tellsKeys = true;
      leg.keysTo ??= targetOf(stage, action);
      done('next');
    },
    stop(): void {},
  };
}

/** Reports one key of a leg with an asynchronous input to the URL that subscribed last. */
export function tellKey(leg: Leg, digit: string, { events, clock }: Pick<Network, 'events' | 'clock'>): void {
  if (!leg.tellsKeys || !leg.keysTo) return;
  const heard: Heard = { speech: { error: 'Speech was not enabled' }, dtmf: { digits: digit, timed_out: false } };
  events.send(leg, inputBody(leg, heard, clock.now()), 'input', leg.keysTo);
}

function inputBody(leg: Leg, heard: Heard, at: Date): InputBody {
  return {
    ...heard,
    from: nameOf(leg.from),
    to: nameOf(leg.to),
    uuid: leg.uuid,
    conversation_uuid: leg.room.id,
    timestamp: at.toISOString(),
  };
}
