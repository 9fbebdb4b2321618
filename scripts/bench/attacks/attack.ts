import type { BenchApplication } from '../application.js';
import type { SimulatorFile } from '../server.js';

/** A member with a session. */
export interface SignedIn {
  name: string;
  password: string;
  /** As a browser sends it, with the slot's header. */
  headers: Record<string, string>;
}

/** What the attackers know; passed to another thread, so it contains only data. */
export interface Scene {
  url: string;
  simulatorUrl: string;
  simulator: SimulatorFile;
  application: BenchApplication;
  /** An agent, whose Client SDK token the attackers have too. */
  jane: SignedIn;
  janesToken: string;
  /** An agent who signs in repeatedly. */
  joe: SignedIn;
  /** An admin who is removed while their requests run. */
  removed: SignedIn;
}

/** Result of one attempt. */
export interface Outcome {
  status: number;
  /** What the attacker got but should not have; undefined if refused. */
  got?: string | undefined;
}

export interface Attack {
  what: string;
  perSecond: number;
  /** @param from the `X-Forwarded-For` header with a new client address, as the trusted proxy would send it */
  run(scene: Scene, from: Record<string, string>): Promise<Outcome>;
}
