import type { Ncco, NccoAction } from '../../vonage/ncco.js';
import type { Flow, Leg, StopReason } from '../network/leg.js';
import { createConnect } from './connect.js';
import { createConversation } from './conversation.js';
import { createInput } from './input.js';
import { createNotify } from './notify.js';
import { createPrompts } from './prompts.js';
import { createRecord } from './record.js';
import type { Network, Stage } from './stage.js';
import type { Done, Step } from './step.js';
import { createStream } from './stream.js';
import { createTalk } from './talk.js';
import { createTransfer } from './transfer.js';
import { createWait } from './wait.js';

/** All actions. */
function createStep(action: NccoAction, stage: Stage, done: Done): Step {
  switch (action.action) {
    case 'talk':
      return createTalk(action, stage, done);
    case 'stream':
      return createStream(action, stage, done);
    case 'record':
      return createRecord(action, stage, done);
    case 'conversation':
      return createConversation(action, stage, done);
    case 'connect':
      return createConnect(action, stage, done);
    case 'input':
      return createInput(action, stage, done);
    case 'notify':
      return createNotify(action, stage, done);
    case 'wait':
      return createWait(action, stage, done);
    case 'transfer':
      return createTransfer(action, stage, done);
  }
}

/**
 * Runs an NCCO on a leg, one action after the other (Vonage: NCCO §1 and the interpreter of §9).
 * @param finished called when all actions are done, but not if the flow is stopped
 */
export function runNcco(network: Network, leg: Leg, ncco: Ncco, finished: () => void): Flow {
  const prompts = createPrompts();
  const stage: Stage = { ...network, leg, prompts, runOn: (other, list, then) => runNcco(network, other, list, then) };
  let rest: NccoAction[] = [];
  let current: Step | null = null;
  let due = false;
  let advancing = false;

  function begin(actions: Ncco): void {
    rest = [...actions];
    next();
  }

  /**
   * A step that is done synchronously returns here from its own `run`: continue the loop instead of growing the stack.
   */
  function next(): void {
    current = null;
    due = true;
    if (advancing) return;
    advancing = true;
    while (due) {
      due = false;
      takeUp();
    }
    advancing = false;
  }

  function takeUp() {
    const action = rest.shift();
    if (!action) return prompts.whenOver(finished);
    // bargeIn applies to the prompts that follow too, up to the input (Vonage: NCCO §7).
    if (isPrompt(action) && (action.bargeIn || prompts.playing())) {
      prompts.add((done) => createStep(action, stage, done));
      due = true;
      return;
    }
    const step = createStep(action, stage, (outcome) => {
      if (current !== step) return;
      if (outcome === 'next') return next();
      halt('replaced');
      begin(outcome.ncco);
    });
    current = step;
    step.run();
  }

  function halt(why: StopReason): void {
    const step = current;
    current = null;
    due = false;
    rest = [];
    prompts.stop();
    step?.stop(why);
  }

  const flow: Flow = { stop: halt };
  leg.flow = flow;
  begin(ncco);
  return flow;
}

function isPrompt(action: NccoAction): action is Extract<NccoAction, { bargeIn?: boolean }> {
  return action.action === 'talk' || action.action === 'stream';
}
