import type { LineFacts } from './line-state';
import type { Quality } from './quality';

/**
 * An agent's phone line, as the console uses it: code outside this interface does not know how sound is transmitted.
 */
export interface Line {
  /** The same object until something changes. */
  state(): LineState;
  subscribe(listener: () => void): () => void;
  answer(): void;
  reject(): void;
  hangUp(): void;
  /** @param number E.164 without `+`. */
  dial(number: string): void;
  /** @param digits `0`–`9`, `*`, `#`. */
  sendKeys(digits: string): void;
  mute(on: boolean): void;
  /** Uses these devices from now on. */
  use(devices: Devices): void;
  /** Sound quality of the current call; null without one. */
  quality(): Promise<Quality | null>;
  /** Tries to sign in again immediately. */
  signIn(): void;
  /** Connects where a new token says: the application may have another region. During a call it stays. */
  move(): void;
  /** Dismisses the ended call or the last problem. */
  clear(): void;
  close(): void;
}

export interface LineState extends LineFacts {
  /** The last failure; null after the next success. */
  problem: LineProblem | null;
}

export interface LineProblem {
  /** What failed. */
  doing: 'answer' | 'reject' | 'hangUp' | 'dial' | 'keys' | 'mute' | 'signIn' | 'hear' | 'devices';
  /** The Client SDK's code, such as `voice:error:media_timeout`, or a browser's, such as `NotFoundError`. */
  code: string;
  /** Its message, in English. */
  message: string;
}

/** Device ids of the browser; null = its default. */
export interface Devices {
  microphone: string | null;
  loudspeaker: string | null;
}

/** The SDK's settings of these names; the two hosts belong to one region. */
export interface ClientAddresses {
  apiUrl: string;
  websocketUrl: string;
  websocketPath: string;
}

/** A token for the Client SDK. */
export interface LineToken {
  jwt: string;
  /** ISO 8601. */
  expiresAt: string;
  /** Where the Client SDK connects: the region of the application; null = its own default. */
  client: ClientAddresses | null;
}

export interface LineOptions {
  /** Called at sign-in, and again before each token expires. */
  token(): Promise<LineToken>;
  /** Key under which this tab stores what a reload needs. */
  keptAs: string;
  devices: Devices;
  /** Ends a leg if the SDK cannot: when the page closes, or has lost the call. */
  endLeg(id: string): void;
}
