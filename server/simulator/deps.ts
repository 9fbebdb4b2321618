import type { FastifyBaseLogger } from 'fastify';
import type { Auth } from './auth.js';
import type { SimClock } from './clock.js';
import type { Cloud } from './cloud.js';
import type { Faults } from './faults.js';
import type { Limits } from './limits.js';

/** What a call in a conversation can be told through the Conversations API; each throws a SimError when it cannot. */
export interface ConversationVoice {
  talk(conversationId: string, body: Record<string, unknown>): void;
  stopTalk(conversationId: string): void;
  stream(conversationId: string, body: Record<string, unknown>): void;
  stopStream(conversationId: string): void;
  record(conversationId: string, body: Record<string, unknown>): void;
}

/** Settings that the control API changes while the simulator runs. */
export interface Settings {
  /** Characters a second of spoken text. */
  speechRate: number;
}

/** What every API of the simulator works with. */
export interface SimulatorDeps {
  cloud: Cloud;
  clock: SimClock;
  log: FastifyBaseLogger;
  limits: Limits;
  auth: Auth;
  faults: Faults;
  settings: Settings;
  /** The address that the simulator can be reached at, without a slash at the end. */
  url: () => string;
  /** Null while no voice is built in. */
  voice: ConversationVoice | null;
}
