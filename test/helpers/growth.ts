/** Runs of these are what makes a pattern try again and again, alone or before something that does not fit. */
export const RUNS = [
  ...['a', '0', ' ', '\n', '.', '-', '%', '\\', '"', "'", '<', '[', ':', '/', '@', '+', '(', '=', '&', ',', '&#', '٣'],
  ...['eyJ', 'eyJa.', 'dw_a-', 'dwk_', 'secret', 'secret=', '"secret', '\\"secret', '"secret":"', '"secret" ', 'sig.'],
  ...[
    '://a:',
    '://',
    'http://a',
    'x://a:b',
    'Basic ',
    'Bearer a ',
    'params: ',
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
  ],
  ...[
    '-----END ',
    '+1 ',
    '(0',
    '01-',
    '0 ',
    '447700900123 ',
    '447700900123',
    '%20',
    '%2B',
    '<speak ',
    'at "',
    '$argon2 ',
  ],
  ...['+44 (0)', '：', '\u200e', 'a@', 'a,', '\r', '\t', '{"', '1,2\n', '[[', ': ', ':  ,', '00', 'CON-'],
];

const SMALL = 2_000;
const TIMES = 8;
/** In proportion it is 8, by the square 64. */
const MOST = 24;
/** Milliseconds below which a measurement is meaningless. */
const QUICK = 8;

/** Milliseconds above which no further measurement is needed. */
const SLOW = 1_000;

/** Milliseconds of work that a text takes at best, however busy the machine is; less than `enough` is not looked at more closely. */
function quickest(read: (text: string) => unknown, text: string, enough: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(before);
    const took = (user + system) / 1000;
    best = Math.min(best, took);
    if (best <= enough || took > SLOW) break;
  }
  return best;
}

/**
 * Reads ever longer texts of the kinds that make patterns slow.
 * @param read what takes a text of a stranger; what it throws does not matter
 * @returns the runs with which eight times the text takes more than 24 times as long
 */
export function slowRuns(read: (text: string) => unknown): { run: string; small: number; large: number }[] {
  const patient = (text: string) => {
    try {
      read(text);
    } catch {
      // Refused is fine.
    }
  };
  return RUNS.flatMap((run) =>
    ['', '!', '"', 'x y'].flatMap((end) => {
      const of = (length: number) => `${run.repeat(Math.ceil(length / run.length))}${end}`;
      const large = quickest(patient, of(SMALL * TIMES), QUICK);
      if (large <= QUICK) return [];
      const small = quickest(patient, of(SMALL), 0);
      return large > Math.max(small, QUICK / TIMES) * MOST ? [{ run: `${run} … ${end}`, small, large }] : [];
    }),
  );
}
