import { randomUUID } from 'node:crypto';
import type { HttpMethod, RecordAction, Transcription } from '../../vonage/ncco.js';
import type { RecordBody } from '../../vonage/webhook-bodies.js';
import type { Application, Cloud } from '../account/cloud.js';
import type { WebhookTarget } from '../callbacks/callbacks.js';
import type { SimClock } from '../control/clock.js';
import { FRAME_MS } from '../media/g711.js';
import type { Media } from '../media/media.js';
import { createWavFile } from '../media/write-wav.js';
import type { Leg, Room } from './leg.js';
import type { LegEvents } from './leg-events.js';

/** Seconds: after a gap longer than this, sound is placed at its time with silence before it. */
const GAP_S = 0.1;

/** Recording options; the format does not matter, it is always WAV. */
export type Wanted = Pick<RecordAction, 'split' | 'channels' | 'eventUrl' | 'eventMethod' | 'transcription'>;

export interface Recording {
  /** Ends it and sends the record webhook, once. */
  finish(): void;
}

interface RecordingsDeps {
  cloud: Cloud;
  clock: SimClock;
  events: LegEvents;
  media: Pick<Media, 'tap'>;
  /** The simulator's own URL. */
  url: () => string;
}

/** Recordings of calls: WAV files of what is heard, silent if no browser speaks. */
export function createRecordings({ cloud, clock, events, media, url }: RecordingsDeps) {
  /** Makes the file available to tokens of its application. */
  function publish(application: Application, id: string, bytes: number) {
    const created = clock.now().toISOString();
    cloud.files.set(id, { id, applicationId: application.id, mime: 'audio/wav', bytes, created });
    cloud.save('files');
    return { url: `${url()}/v1/files/${id}`, size: bytes };
  }

  function tellTranscription(leg: Leg, wanted: Transcription): void {
    events.error(leg, 'Transcription is not simulated.', targetFrom(wanted));
  }

  return {
    /** Stores a silent recording. */
    store(application: Application, seconds: number, channels: number) {
      const id = randomUUID();
      return publish(application, id, createWavFile(cloud.filePath(id), channels).close(seconds));
    },

    /**
     * Starts a recording of what the leg says and hears, or of everything said in its room (Vonage: webhooks §3.2).
     * @param room record the whole conversation instead of the leg
     */
    start(leg: Leg, wanted: Wanted, room?: Room): Recording {
      const begun = clock.now();
      const conversation = leg.room.id;
      const channels = wanted.split ? (wanted.channels ?? 2) : 1;
      const id = randomUUID();
      const file = createWavFile(cloud.filePath(id), channels);
      const secondsSoFar = () => (clock.now().getTime() - begun.getTime()) / 1000;
      const untap = media.tap({
        of: room ? { room } : { leg },
        channels,
        write(frame) {
          const starts = secondsSoFar() - FRAME_MS / 1000;
          if (starts - file.seconds() > GAP_S) file.skipTo(starts);
          file.write(frame);
        },
      });
      let finished = false;
      return {
        finish(): void {
          if (finished) return;
          finished = true;
          untap();
          const ended = clock.now();
          const stored = publish(leg.application, id, file.close(secondsSoFar()));
          const body: RecordBody = {
            start_time: wholeSeconds(begun),
            recording_url: stored.url,
            size: stored.size,
            recording_uuid: randomUUID(),
            end_time: wholeSeconds(ended),
            conversation_uuid: conversation,
            timestamp: ended.toISOString(),
          };
          events.send(leg, body, 'record', targetFrom(wanted));
          if (wanted.transcription) tellTranscription(leg, wanted.transcription);
        },
      };
    },
  };
}

export type Recordings = ReturnType<typeof createRecordings>;

function targetFrom(wanted: { eventUrl?: string[]; eventMethod?: HttpMethod }): WebhookTarget | null {
  const own = wanted.eventUrl?.[0];
  return own ? { url: own, method: wanted.eventMethod ?? 'POST' } : null;
}

/** Format of old record webhooks: whole seconds, no fraction. */
function wholeSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
