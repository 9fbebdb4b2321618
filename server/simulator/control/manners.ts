/**
 * What the simulator does where Vonage's behavior is not documented, or harsher than one would like (Vonage: real-cloud,
 * whose row each one names). The first value is what the cloud most likely does, and what the simulator does unless it
 * is told otherwise.
 */
export const MANNERS = {
  /** An application's users when its region is changed (row 3). */
  users_on_region_change: ['stay', 'move'],
  /** The other leg of a `connect` when one of the two is moved to another conversation (row 4). */
  moved_pair: ['ends', 'stays'],
  /** Custom data in the answer webhook by POST (row 7). */
  custom_data: ['text', 'object'],
  /** `input` without `type` (row 10). */
  input_without_type: ['runs', 'fails'],
  /** Hanging up a leg within moments after it was placed (row 11). */
  early_hangup: ['refused', 'works'],
  /** Stopping a stream or text that does not play (row 11). */
  idle_stop: ['not_found', 'works'],
  /** A random caller ID where the application has no number (row 12). */
  no_random_number: ['refused', 'unknown'],
  /** Placing a call with a caller ID that is no number of the account (row 12). */
  foreign_from: ['accepted', 'refused'],
  /** Placing a call to an app (row 13). */
  calls_to_apps: ['ring', 'refused'],
  /** Renting a number that is offered (row 16). */
  renting: ['works', 'needs_address', 'not_on_trial'],
  /** Signing in with the id of a session that has ended (row 14). */
  stale_session: ['invalid', 'unknown_error', 'silence'],
  /** Whether the cloud creates a user for everyone who calls (row 15). */
  caller_users: ['none', 'generated'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Manners = { -readonly [Name in keyof typeof MANNERS]: (typeof MANNERS)[Name][number] };
export type MannerName = keyof Manners;

export const MANNER_NAMES = Object.keys(MANNERS) as MannerName[];

/** Each manner with its first value, except those that are given. */
export function mannersWith(given: Partial<Manners> = {}): Manners {
  const usual = Object.fromEntries(MANNER_NAMES.map((name) => [name, MANNERS[name][0]])) as Manners;
  return { ...usual, ...given };
}

/**
 * Reads the setting SIMULATOR_MANNERS, such as `moved_pair=stays,idle_stop=works`.
 * @throws Error that names a part without meaning, and what is possible
 */
export function readManners(text: string): Partial<Manners> {
  const parts = text.split(/[\s,]+/).filter(Boolean);
  return Object.fromEntries(
    parts.map((part) => {
      const [name = '', value = ''] = part.split('=');
      const values: readonly string[] | undefined = MANNERS[name as MannerName];
      if (!values) throw new Error(`there is no "${name}"; there are: ${MANNER_NAMES.join(', ')}`);
      if (!values.includes(value)) throw new Error(`${name} must be one of: ${values.join(', ')}`);
      return [name, value];
    }),
  );
}
