/** What was looked at. */
export const CHECKED = [
  'credentials',
  'balance',
  'publicUrl',
  'signatures',
  'applications',
  'webhooks',
  'keyPair',
  'region',
  'users',
  'numbers',
] as const;

/** One thing of the set-up that was looked at without a phone call. */
export interface SetUpCheck {
  what: (typeof CHECKED)[number];
  /** Name of the application that it is about; null for the whole account. */
  about: string | null;
  /** `skipped`: it could not be looked at, or is not known yet. */
  state: 'pass' | 'fail' | 'skipped';
  /** What was found; together with `what` the name of a sentence. */
  rule: string;
  /** An amount, a number, or Vonage's words; null if there is nothing to add. */
  detail: string | null;
}

type Found = Pick<SetUpCheck, 'what' | 'rule'> & Partial<Pick<SetUpCheck, 'about' | 'detail'>>;

const checkOf =
  (state: SetUpCheck['state']) =>
  ({ what, rule, about = null, detail = null }: Found): SetUpCheck => ({ what, about, state, rule, detail });

export const pass = checkOf('pass');
export const fail = checkOf('fail');
export const skipped = checkOf('skipped');
