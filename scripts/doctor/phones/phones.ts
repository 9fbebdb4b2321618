/** A phone outside: the owner's own, or a simulated one. */
export interface OutsidePhone {
  /** E.164 without `+`. */
  readonly number: string;
  /** Calls a number. */
  dial(to: string): Promise<void>;
  /** The same with the caller's number hidden; null where this phone cannot. */
  dialWithheld: ((to: string) => Promise<void>) | null;
  /** Presses keys once the menu has asked for them. */
  press(digits: string): Promise<void>;
  /** Answers the call that rings, or is about to. */
  answer(): Promise<void>;
}

/** An agent's end of a call: the Client SDK in a browser, or a simulated handset. */
export interface AgentPhone {
  /** Whether it is the unmodified Client SDK. */
  readonly isSdk: boolean;
  /**
   * Waits for the next call.
   * @returns the id by which the agent's side knows the call, and who calls; null if it does not ring in time
   */
  rings(): Promise<{ leg: string; from: string } | null>;
  answer(leg: string): Promise<void>;
  /** Calls out. @param context as an agent's app sends it. @returns the id of the agent's leg */
  call(context: Record<string, string>): Promise<string>;
}

/** What can be heard in a call; null where it could not be found out. */
export interface Ears {
  /** Whether both of these legs hear each other. */
  bothWays(customer: string, agent: string): Promise<boolean | null>;
  /** Whether the customer hears a file that is played to them. */
  music(customer: string): Promise<boolean | null>;
}
