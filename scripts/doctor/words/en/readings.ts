import type { Sentence } from '../sentence-shape.js';

/** What Vonage does where its documentation is silent. */
export const readings = {
  'moved_pair.ends': [
    'When one of a connected pair is moved, Vonage disconnects the other. Denwaban calls the agent again.',
  ],
  'moved_pair.stays': ['When one of a connected pair is moved, the other stays.'],
  'users_on_region_change.stay': [
    'When the region is changed, users stay behind. Denwaban creates them in the new one.',
  ],
  'users_on_region_change.move': ['When the region is changed, users move along.'],
  'custom_data.text': ['Custom data arrives as text.'],
  'custom_data.object': ['Custom data arrives as an object.'],
  'input_without_type.runs': ['An input without a type works.'],
  'input_without_type.fails': ['An input without a type fails. Denwaban always sends the type.'],
  'early_hangup.refused': ['A call that was just placed can’t be hung up yet. Denwaban tries again.'],
  'early_hangup.works': ['A call that was just placed can be hung up.'],
  'idle_stop.not_found': ['Stopping music that doesn’t play is answered with 404. Denwaban ignores that.'],
  'idle_stop.works': ['Stopping music that doesn’t play works.'],
  'no_random_number.refused': ['Without a number, a call with a random number is refused.'],
  'no_random_number.unknown': ['Without a number, a call with a random number has an unknown caller.'],
  'foreign_from.accepted': ['A call may show a number that isn’t of this account.'],
  'foreign_from.refused': [
    'A call that shows a number that isn’t of this account is refused. Denwaban shows its own then.',
  ],
  'stale_session.invalid': ['An old session is answered as invalid. The app then opens a new one.'],
  'stale_session.unknown_error': [
    'An old session is answered with an undocumented error. The app then opens a new one.',
  ],
  'stale_session.silence': ['An old session is answered with silence. The app opens a new one after five seconds.'],
  'caller_users.none': ['No user was created for the caller.'],
  'caller_users.generated': ['Vonage creates a user for each caller. Denwaban hides them.'],
  'renting.works': ['Numbers can be rented.'],
  'renting.needs_address': [
    'Vonage rents numbers of this country only to accounts with an address.',
    'Add an address in the Vonage Dashboard, or run again with --country and another country.',
  ],
  'renting.not_on_trial': [
    'Vonage rents no numbers to trial accounts.',
    'Upgrade the account in the Vonage Dashboard.',
  ],
  'calls_to_apps.ring': ['Vonage calls app users.'],
  'calls_to_apps.refused': [
    'Vonage refuses calls to app users, so agents can’t consult colleagues and aren’t called again after an interruption.',
    'Ask Vonage’s support to allow calls to app users for this account. Until then, agents can transfer and consult by phone number.',
  ],
} as const satisfies Record<string, Sentence>;
