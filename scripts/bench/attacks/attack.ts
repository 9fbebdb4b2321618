import type { BenchApplication } from '../application.js';
import type { SimulatorFile } from '../server.js';

/** A member with a session. */
export interface SignedIn {
  name: string;
  password: string;
  /** As a browser sends it, with the slot's header. */
  headers: Record<string, string>;
}

/** What the attackers have to work with; it is handed to another thread, so it holds data only. */
export interface Scene {
  url: string;
  simulatorUrl: string;
  simulator: SimulatorFile;
  application: BenchApplication;
  /** An agent, whose Client SDK token the attackers have too. */
  jane: SignedIn;
  janesToken: string;
  /** An agent who signs in again and again. */
  joe: SignedIn;
  /** An admin who is removed while their requests run. */
  removed: SignedIn;
}

/** What came of one try. */
export interface Outcome {
  status: number;
  /** What the attacker got that they should not; nothing when it was refused. */
  got?: string | undefined;
}

export interface Attack {
  what: string;
  perSecond: number;
  /** @param from the `X-Forwarded-For` header with a new client address, as the trusted proxy would send it */
  run(scene: Scene, from: Record<string, string>): Promise<Outcome>;
}
