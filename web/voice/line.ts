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
  close(): void;
}

export interface LineState {
  status: 'connecting' | 'idle' | 'ringing' | 'dialling' | 'talking';
  /** Present while ringing, dialling or talking. */
  call: LineCall | null;
  /** The last refusal, in the line's own words; gone with the next change. */
  refusal: string | null;
}

export interface LineCall {
  id: string;
  direction: 'inbound' | 'outbound';
  /** Number (E.164 without `+`) or user at the other end. */
  other: string | null;
  /** ISO 8601: when this status began. */
  since: string;
}

export interface LineOptions {
  /** The agent's token: its claims say which application, and which user. */
  token: string;
  /** Base URL of the simulator. */
  simulatorUrl: string;
}
