import type { Region } from '../../../shared/regions.js';
import type { Ncco } from '../../vonage/ncco.js';
import type { Application } from '../account/cloud.js';
import type { WebhookTarget } from '../callbacks/callbacks.js';
import { tellKey } from '../ncco/input.js';
import { playKeys } from '../ncco/play-keys.js';
import { runNcco } from '../ncco/run-ncco.js';
import type { Network } from '../ncco/stage.js';
import type { Step } from '../ncco/step.js';
import { createStream } from '../ncco/stream.js';
import { createTalk } from '../ncco/talk.js';
import { answerBody } from './answer-body.js';
import { hear, isLive, type Leg, tell, watch } from './leg.js';
import type { Party } from './party.js';

export interface WantedCall {
  application: Application;
  /** The region whose address was requested. */
  region: Region;
  from: Party;
  to: Party;
  /** What runs once it is answered. */
  flow: { ncco: Ncco } | WebhookTarget;
  reports: WebhookTarget | null;
  /** Seconds. */
  ringTime: number;
  longest: number;
  /** Keys played to the called party when it answers; `p` is a pause of half a second. */
  keysOnAnswer: string;
  /** Unsupported option that was requested; reported by an error webhook. */
  notSimulated: string | null;
}

type Media = 'talk' | 'stream';

/** Call control for the Voice API and handsets. */
export function createCallControl(network: Network) {
  const { clock, legs, rooms, ringing, ask } = network;
  const playing = { talk: new Map<Leg, Step>(), stream: new Map<Leg, Step>() };
  const urls = new WeakMap<Step, string>();

  function run(leg: Leg, ncco: Ncco): void {
    runNcco(network, leg, ncco, () => legs.hangUp(leg, 'platform', 'ncco_finished'));
  }

  function fetchNcco(leg: Leg, target: WebhookTarget) {
    return ask({ ...target, leg, body: answerBody(leg, network.url()), kind: 'answer', door: 'answer' });
  }

  async function answered(leg: Leg, { flow, keysOnAnswer }: WantedCall): Promise<void> {
    rooms.join(leg);
    playKeys(clock, leg, keysOnAnswer);
    if ('ncco' in flow) return run(leg, flow.ncco);
    const answer = await fetchNcco(leg, flow);
    if (!isLive(leg)) return;
    if (typeof answer === 'object') run(leg, answer.ncco);
    else legs.hangUp(leg, 'platform', 'no_ncco');
  }

  function moveAndRun(leg: Leg, ncco: Ncco): void {
    leg.flow?.stop('replaced');
    legs.move(leg, rooms.open(leg.application, leg.room.region));
    rooms.join(leg);
    run(leg, ncco);
  }

  function stopPlaying(leg: Leg, media: Media): boolean {
    const step = playing[media].get(leg);
    playing[media].delete(leg);
    step?.stop('replaced');
    return step !== undefined;
  }

  function play(leg: Leg, media: Media, make: (done: () => void) => Step): void {
    stopPlaying(leg, media);
    const step = make(() => playing[media].delete(leg));
    playing[media].set(leg, step);
    watch(leg, { ended: () => playing[media].get(leg) === step && stopPlaying(leg, media) });
    step.run();
  }

  return {
    /** Places a call; it starts ringing a moment after the API's response. */
    place(wanted: WantedCall): Leg {
      const { application, region, from, to, reports, longest } = wanted;
      const leg = legs.start({ application, direction: 'outbound', where: region, from, to, reports, longest });
      if (wanted.notSimulated) network.events.error(leg, wanted.notSimulated);
      watch(leg, { answered: () => network.unattended(answered(leg, wanted)) });
      clock.setTimeout(() => isLive(leg) && ringing.call(leg, wanted.ringTime), 0);
      return leg;
    },

    /** Moves the leg to a new conversation and runs another NCCO there (Vonage: http-api §4.4). */
    transfer: moveAndRun,

    /** Like `transfer`; if the URL returns no NCCO, the call stays as it is. */
    transferTo(leg: Leg, url: string): void {
      const moved = fetchNcco(leg, { url, method: 'GET' }).then((answer) => {
        if (typeof answer === 'object' && isLive(leg)) moveAndRun(leg, answer.ncco);
      });
      network.unattended(moved);
    },

    talk(leg: Leg, said: { text: string; loop?: number; language?: string }): void {
      play(leg, 'talk', (done) => createTalk(said, { ...network, leg }, done));
    },

    stream(leg: Leg, url: string, loop: number): void {
      play(leg, 'stream', (done) => {
        const step = createStream({ streamUrl: [url], loop }, { ...network, leg }, done);
        urls.set(step, url);
        return step;
      });
    },

    /** The file that a Voice API request is playing to the leg; null if none. */
    playingTo(leg: Leg): string | null {
      const step = playing.stream.get(leg);
      return (step && urls.get(step)) ?? null;
    },

    /** @returns whether something was playing */
    stop(leg: Leg, media: Media): boolean {
      const stopped = stopPlaying(leg, media);
      if (stopped) hear(leg, { type: 'silence' });
      return stopped;
    },

    playKeys: (leg: Leg, keys: string) => playKeys(clock, leg, keys),

    /** Keys pressed by the person on the leg: the flow receives them, the others hear them. */
    press(leg: Leg, digits: string): void {
      hear(leg, { type: 'keys', digits, by: 'me' });
      network.events.pressed(leg, digits);
      for (const other of rooms.listenersOfKeys(leg)) hear(other, { type: 'keys', digits, by: 'far' });
      for (const digit of digits) {
        if (!isLive(leg)) return;
        tellKey(leg, digit, network);
        tell(leg, (watcher) => watcher.key?.(digit));
      }
    },

    /** A line spoken by the person on the leg. */
    say(leg: Leg, text: string, name: string): void {
      for (const other of rooms.listenersOf(leg)) hear(other, { type: 'heard', text, who: name });
      if (!leg.muted) tell(leg, (watcher) => watcher.said?.(text));
    },
  };
}

export type CallControl = ReturnType<typeof createCallControl>;
