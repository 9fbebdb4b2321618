/**
 * What Vonage may do where its documentation is silent, and what that means for this server: `fine`, or `lost` if
 * something of it does not work there. Each has a sentence in words/, as `<manner>.<reading>`.
 */
export const READINGS = {
  users_on_region_change: { stay: 'fine', move: 'fine' },
  moved_pair: { ends: 'fine', stays: 'fine' },
  custom_data: { text: 'fine', object: 'fine' },
  input_without_type: { runs: 'fine', fails: 'fine' },
  early_hangup: { refused: 'fine', works: 'fine' },
  idle_stop: { not_found: 'fine', works: 'fine' },
  no_random_number: { refused: 'fine', unknown: 'fine' },
  foreign_from: { accepted: 'fine', refused: 'fine' },
  stale_session: { invalid: 'fine', unknown_error: 'fine', silence: 'fine' },
  caller_users: { none: 'fine', generated: 'fine' },
  // Without a number there is nothing to call.
  renting: { works: 'fine', needs_address: 'lost', not_on_trial: 'lost' },
  // Consulting a colleague and ringing an agent again place a call to an app.
  calls_to_apps: { ring: 'fine', refused: 'lost' },
} as const satisfies Record<string, Record<string, 'fine' | 'lost'>>;

export type MannerName = keyof typeof READINGS;
export type ReadingOf<Name extends MannerName> = keyof (typeof READINGS)[Name] & string;
/** `moved_pair.ends` and so on. */
export type ReadingKey = { [Name in MannerName]: `${Name}.${ReadingOf<Name>}` }[MannerName];
