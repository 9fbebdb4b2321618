import { randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { HttpMethod, RecordAction, Transcription } from '../vonage/ncco.js';
import type { RecordBody } from '../vonage/webhook-bodies.js';
import type { Door } from './callbacks.js';
import type { SimClock } from './clock.js';
import type { Application, Cloud } from './cloud.js';
import type { Leg } from './leg.js';
import type { LegEvents } from './leg-events.js';

const SAMPLES_PER_SECOND = 16_000;
const BYTES_PER_SAMPLE = 2;
const HEADER_BYTES = 44;

/** What the recording should be; the format asked for does not matter, it is a WAV file always. */
export type Wanted = Pick<RecordAction, 'split' | 'channels' | 'eventUrl' | 'eventMethod' | 'transcription'>;

export interface Recording {
  /** Ends it and sends the record webhook; once. */
  finish(): void;
}

interface RecordingsDeps {
  cloud: Cloud;
  clock: SimClock;
  events: LegEvents;
  /** The simulator's own address. */
  url: () => string;
}

/** Recordings of calls: real WAV files (16 bit, 16 kHz) of the right length, silent until there is sound. */
export function createRecordings({ cloud, clock, events, url }: RecordingsDeps) {
  /** Writes the file and lets tokens of its application download it. */
  function store(application: Application, seconds: number, channels: number) {
    const id = randomUUID();
    const bytes = writeSilence(cloud.filePath(id), seconds, channels);
    const created = clock.now().toISOString();
    cloud.files.set(id, { id, applicationId: application.id, mime: 'audio/wav', bytes, created });
    cloud.save('files');
    return { url: `${url()}/v1/files/${id}`, size: bytes };
  }

  function tellTranscription(leg: Leg, wanted: Transcription): void {
    events.error(leg, 'Transcription is not simulated.', doorFrom(wanted));
  }

  return {
    store,

    /** Starts a recording of what the leg says and hears (Vonage: webhooks §3.2). */
    start(leg: Leg, wanted: Wanted): Recording {
      const begun = clock.now();
      const conversation = leg.room.id;
      const channels = wanted.split ? (wanted.channels ?? 2) : 1;
      let finished = false;
      return {
        finish(): void {
          if (finished) return;
          finished = true;
          const ended = clock.now();
          const file = store(leg.application, (ended.getTime() - begun.getTime()) / 1000, channels);
          const body: RecordBody = {
            start_time: wholeSeconds(begun),
            recording_url: file.url,
            size: file.size,
            recording_uuid: randomUUID(),
            end_time: wholeSeconds(ended),
            conversation_uuid: conversation,
            timestamp: ended.toISOString(),
          };
          events.send(leg, body, 'record', doorFrom(wanted));
          if (wanted.transcription) tellTranscription(leg, wanted.transcription);
        },
      };
    },
  };
}

export type Recordings = ReturnType<typeof createRecordings>;

function doorFrom(wanted: { eventUrl?: string[]; eventMethod?: HttpMethod }): Door | null {
  const own = wanted.eventUrl?.[0];
  return own ? { url: own, method: wanted.eventMethod ?? 'POST' } : null;
}

/** As old record webhooks write it: to the second, without a fraction. */
function wholeSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** A WAV file of silence; the file system keeps only its header. @returns its length in bytes */
function writeSilence(path: string, seconds: number, channels: number): number {
  const frame = channels * BYTES_PER_SAMPLE;
  const audio = Math.round(seconds * SAMPLES_PER_SECOND) * frame;
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0);
  header.writeUInt32LE(HEADER_BYTES - 8 + audio, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  header.writeUInt32LE(SAMPLES_PER_SECOND * frame, 28);
  header.writeUInt16LE(frame, 32);
  header.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  header.write('data', 36);
  header.writeUInt32LE(audio, 40);
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, header);
    ftruncateSync(file, HEADER_BYTES + audio);
  } finally {
    closeSync(file);
  }
  return HEADER_BYTES + audio;
}
