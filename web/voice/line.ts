import type { LineFacts } from './line-state';
import type { Quality } from './quality';

/**
 * An agent's telephone line, as the console sees it. Everything that knows how the sound travels is behind this interface:
 * exchanging it exchanges nothing else.
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
  /** The server has put the other side on hold, or taken it off. */
  held(on: boolean): void;
  /** Sound comes from and goes to these devices from now on. */
  use(devices: Devices): void;
  /** How well the present call sounds; null without one. */
  quality(): Promise<Quality | null>;
  /** Tries to sign in again at once. */
  signIn(): void;
  /** Puts the call that ended, or the last problem, away. */
  clear(): void;
  close(): void;
}

export interface LineState extends LineFacts {
  /** What could not be done; gone when something is done. */
  problem: LineProblem | null;
}

export interface LineProblem {
  /** What was to be done. */
  doing: 'answer' | 'reject' | 'hangUp' | 'dial' | 'keys' | 'mute' | 'signIn' | 'hear' | 'devices';
  /** The Client SDK's code, such as `voice:error:media_timeout`, or a browser's, such as `NotFoundError`. */
  code: string;
  /** In its own words, English. */
  message: string;
}

/** Device ids of the browser; null = its default. */
export interface Devices {
  microphone: string | null;
  loudspeaker: string | null;
}

/** A token for the Client SDK. */
export interface LineToken {
  jwt: string;
  /** ISO 8601. */
  expiresAt: string;
  /** Vonage's region, such as `eu-west`; null = wherever. */
  region: string | null;
}

export interface LineOptions {
  /** Asked for at sign-in, and again before each one ends. */
  token(): Promise<LineToken>;
  /** Where the Client SDK goes; null = its own hosts of the region. */
  apiUrl: string | null;
  websocketUrl: string | null;
  /** Where this tab keeps what a reload needs. */
  keptAs: string;
  devices: Devices;
  /** Ends a leg when the SDK cannot: the page is being closed, or has lost the call. */
  endLeg(id: string): void;
}
