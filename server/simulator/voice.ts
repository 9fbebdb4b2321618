import { createAskForNcco } from './ask-for-ncco.js';
import { createCallControl } from './call-control.js';
import { completedBody, createCallRecords } from './call-records.js';
import { createCallbacks } from './callbacks.js';
import { createConversationVoice } from './conversation-voice.js';
import type { SimulatorDeps } from './deps.js';
import { createDevices } from './devices.js';
import { createExchange } from './exchange.js';
import { createFeed } from './feed.js';
import { createLegEvents, eventDoor } from './leg-events.js';
import { createLegs } from './legs.js';
import type { Network } from './ncco/step.js';
import { createPhones } from './phones.js';
import { createRecordings } from './recordings.js';
import { createRinging } from './ringing.js';
import { createRooms } from './rooms.js';
import { createVoiceConversations } from './voice-conversations.js';

/**
 * The telephone network: its parts wired in the order in which they know each other.
 * @param dir the simulator's own folder
 */
export function createVoice(deps: Omit<SimulatorDeps, 'voice'> & { dir: string }) {
  const { cloud, clock, faults, limits, log, settings, url } = deps;
  const feed = createFeed();
  const callbacks = createCallbacks({ cloud, faults, feed });
  const events = createLegEvents({ callbacks, clock, feed });
  const ask = createAskForNcco({ callbacks, events });
  const rooms = createRooms({ conversations: createVoiceConversations({ cloud, clock }) });
  const records = createCallRecords({ dataDir: deps.dir });
  const legs = createLegs({ cloud, clock, rooms, events, records });
  const devices = createDevices();
  const ringing = createRinging({ clock, cloud, devices, legs });
  const recordings = createRecordings({ cloud, clock, events, url });
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
  const phones = createPhones({ clock, cloud, feed, legs, ringing, exchange, control, devices });

  return {
    feed,
    records,
    legs,
    control,
    phones,
    ...createConversationVoice({ rooms, control, recordings }),

    /** Tells the end of the calls that lived when the simulator last stopped. Call once it listens. */
    endCallsOfLastRun(): void {
      for (const record of records.endThoseOfLastRun(clock.now())) {
        const application = cloud.applications.get(record.application);
        const door = application && (record.reports ?? eventDoor(application));
        if (!application || !door) continue;
        const about = { leg: record.uuid, conversation: record.conversation };
        callbacks.notify({ ...door, door: 'event', application, body: completedBody(record), about });
      }
    },

    async close(): Promise<void> {
      callbacks.close();
      await records.close();
    },
  };
}

export type Voice = ReturnType<typeof createVoice>;
