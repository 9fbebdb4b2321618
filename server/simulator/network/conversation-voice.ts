import type { Application } from '../account/cloud.js';
import type { ConversationVoice } from '../deps.js';
import { invalid, missing } from '../http/errors.js';
import type { Json } from '../http/input.js';
import { readStream, readTalk } from '../http/media-input.js';
import type { CallControl } from './call-control.js';
import type { Leg, Room } from './leg.js';
import type { Recording, Recordings } from './recordings.js';
import type { Rooms } from './rooms.js';

interface Parts {
  rooms: Rooms;
  control: CallControl;
  recordings: Recordings;
}

/** What the Conversations API does to a call's conversation: the same as the Voice API, for each of its legs. */
export function createConversationVoice({ rooms, control, recordings }: Parts): ConversationVoice {
  const running = new WeakMap<Room, Recording>();

  function roomOf(application: Application, id: string): Room {
    const room = rooms.live(id);
    if (room?.application.id !== application.id) throw missing('Conversation');
    return room;
  }

  function each(application: Application, id: string, act: (leg: Leg) => void): void {
    for (const leg of roomOf(application, id).legs) if (leg.joined) act(leg);
  }

  function startRecording(room: Room, body: Json): void {
    const [leg] = room.legs;
    if (!leg) return;
    const wanted = {
      ...(Array.isArray(body.event_url) && { eventUrl: body.event_url.map(String) }),
      ...(body.event_method === 'GET' && { eventMethod: 'GET' as const }),
      ...(body.split === 'conversation' && { split: 'conversation' as const }),
    };
    const recording = recordings.start(leg, wanted, room);
    running.set(room, recording);
    room.onOver.add(() => recording.finish());
  }

  return {
    talk(application, id, body) {
      const said = readTalk(body);
      each(application, id, (leg) => control.talk(leg, said));
    },
    stopTalk: (application, id) => each(application, id, (leg) => control.stop(leg, 'talk')),
    stream(application, id, body) {
      const { url, loop } = readStream(body);
      each(application, id, (leg) => control.stream(leg, url, loop));
    },
    stopStream: (application, id) => each(application, id, (leg) => control.stop(leg, 'stream')),
    record(application, id, body) {
      const room = roomOf(application, id);
      if (body.action === 'start') startRecording(room, body);
      else if (body.action === 'stop') running.get(room)?.finish();
      else throw invalid({ name: 'action', reason: 'must be one of: start, stop' });
    },
  };
}
