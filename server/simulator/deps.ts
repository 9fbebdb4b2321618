import type { FastifyBaseLogger } from 'fastify';
import type { Region } from '../../shared/regions.js';
import type { Application, Cloud } from './account/cloud.js';
import type { SimClock } from './control/clock.js';
import type { Faults } from './control/faults.js';
import type { Manners } from './control/manners.js';
import type { Auth } from './http/auth.js';
import type { Json } from './http/input.js';
import type { Limits } from './http/limits.js';

/**
 * What the Conversations API can do to the call of a conversation. Each throws a SimError if the application has no
 * such conversation, no one is in it, or the body (as in the Voice API) is invalid.
 */
export interface ConversationVoice {
  talk(application: Application, conversationId: string, body: Json): void;
  stopTalk(application: Application, conversationId: string): void;
  stream(application: Application, conversationId: string, body: Json): void;
  stopStream(application: Application, conversationId: string): void;
  record(application: Application, conversationId: string, body: Json): void;
}

/** Settings that the control API changes while the simulator runs. */
export interface Settings {
  /** Characters a second of spoken text. */
  speechRate: number;
  /** Milliseconds that a Client SDK's session lives without contact (Vonage: real-cloud row 14). */
  sessionLifeMs: number;
  manners: Manners;
  /** The region of what is sent to the general address for an application without a region. */
  nearestRegion: Region;
}

/** Dependencies of the simulator's APIs. */
export interface SimulatorDeps {
  cloud: Cloud;
  clock: SimClock;
  log: FastifyBaseLogger;
  limits: Limits;
  auth: Auth;
  faults: Faults;
  settings: Settings;
  /** The simulator's URL, without a trailing slash. */
  url: () => string;
  voice: ConversationVoice;
}
