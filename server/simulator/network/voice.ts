import { createCallbacks } from '../callbacks/callbacks.js';
import { createFeed } from '../control/feed.js';
import type { SimulatorDeps } from '../deps.js';
import { createMedia } from '../media/media.js';
import type { Network } from '../ncco/stage.js';
import { createPhones } from '../phones/phones.js';
import { createSignalling } from '../signalling/signalling.js';
import { createAskForNcco } from './ask-for-ncco.js';
import { createCallControl } from './call-control.js';
import { completedBody, createCallRecords } from './call-records.js';
import { createCallerUsers } from './caller-users.js';
import { createConversationVoice } from './conversation-voice.js';
import { createDevices } from './devices.js';
import { createExchange } from './exchange.js';
import { createLegEvents, eventTarget } from './leg-events.js';
import { createLegs, type Legs } from './legs.js';
import { createNccoBrake } from './ncco-brake.js';
import { createRecordings } from './recordings.js';
import { createRinging } from './ringing.js';
import { createRooms } from './rooms.js';
import { createVoiceConversations } from './voice-conversations.js';

/**
 * The phone network: its parts, wired in order of their dependencies.
 * @param deps `dir`: the simulator's own folder; `loopbackOnly`: whether browsers on other machines cannot connect
 */
export function createVoice(deps: Omit<SimulatorDeps, 'voice'> & { dir: string; loopbackOnly: () => boolean }) {
  const { cloud, clock, faults, limits, log, settings, url } = deps;
  const feed = createFeed();
  const callbacks = createCallbacks({ cloud, faults, feed });
  const events = createLegEvents({ callbacks, clock, feed });
  const ask = createAskForNcco({
    callbacks,
    events,
    brake: createNccoBrake({ clock }),
    end: (leg, reason) => legs.hangUp(leg, 'platform', reason),
  });
  const rooms = createRooms({ conversations: createVoiceConversations({ cloud, clock }) });
  const records = createCallRecords({ dataDir: deps.dir });
  const media = createMedia({
    clock,
    loopbackOnly: deps.loopbackOnly,
    lost: (leg) => legs.hangUp(leg, 'platform', 'media_lost'),
  });
  const legs: Legs = createLegs({ cloud, clock, rooms, events, records, media });
  const devices = createDevices();
  const ringing = createRinging({ clock, cloud, devices, legs });
  const recordings = createRecordings({ cloud, clock, events, media, url });
  const network: Network = {
    clock,
    cloud,
    limits,
    settings,
    legs,
    rooms,
    events,
    ringing,
    recordings,
    ask,
    url,
    unattended: (work) => void work.catch((error) => log.error({ err: error }, 'a call went wrong')),
  };
  const control = createCallControl(network);
  const exchange = createExchange(network, devices);
  createCallerUsers({ cloud, settings, events });
  const phones = createPhones({ clock, cloud, feed, legs, ringing, exchange, control, devices, media });

  const signalling = createSignalling({
    settings,
    auth: deps.auth,
    cloud,
    clock,
    devices,
    ringing,
    legs,
    rooms,
    events,
    exchange,
    control,
    media,
    unattended: network.unattended,
  });

  return {
    signalling,
    feed,
    records,
    legs,
    control,
    phones,
    ...createConversationVoice({ rooms, control, recordings }),

    /** Reports the end of calls that were live when the simulator last stopped. Call once it listens. */
    endCallsOfLastRun(): void {
      for (const record of records.endThoseOfLastRun(clock.now())) {
        const application = cloud.applications.get(record.application);
        const target = application && (record.reports ?? eventTarget(application));
        if (!application || !target) continue;
        const about = { leg: record.uuid, conversation: record.conversation };
        callbacks.notify({ ...target, door: 'event', application, body: completedBody(record), about });
      }
    },

    async close(): Promise<void> {
      media.close();
      callbacks.close();
      await records.close();
    },
  };
}

export type Voice = ReturnType<typeof createVoice>;
