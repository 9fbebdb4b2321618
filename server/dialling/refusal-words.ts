import { getCountries } from 'libphonenumber-js/max';
import type { Ncco } from '../vonage/ncco.js';
import type { Refusal } from './may-dial.js';

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });

const SORRY = 'Sorry, this call cannot be connected. ';

/** What an agent hears whose call may not be placed. */
export const refusalNcco = (refusal: Refusal): Ncco => [
  { action: 'talk', text: `${SORRY}${refusalSentence(refusal)}` },
];

/** The refusal that an NCCO of ours tells; null for any other NCCO. */
export function readRefusal(ncco: Ncco): Refusal | null {
  const [only, ...more] = ncco;
  if (only?.action !== 'talk' || more.length > 0 || !only.text.startsWith(SORRY)) return null;
  const sentence = only.text.slice(SORRY.length);
  const limit = Number(/\d+/.exec(sentence)?.[0] ?? Number.NaN);
  const candidates: Refusal[] = [
    ...(['number', 'premium', 'uncounted', 'country'] as const).map((rule) => ({ rule, country: null, limit: null })),
    ...(['hourly', 'daily'] as const).map((rule) => ({ rule, country: null, limit })),
    ...getCountries().map((country) => ({ rule: 'country' as const, country, limit: null })),
  ];
  return candidates.find((refusal) => refusalSentence(refusal) === sentence) ?? null;
}

/** The sentence that an agent hears, or reads, when a call may not be placed. */
export function refusalSentence({ rule, country, limit }: Refusal): string {
  switch (rule) {
    case 'number':
      return 'This is no phone number: it has too few or too many digits.';
    case 'country':
      return country
        ? `Calls to ${COUNTRIES.of(country)} are not allowed here.`
        : 'This number belongs to no country that may be called.';
    case 'premium':
      return 'Premium rate numbers may not be called.';
    case 'uncounted':
      return 'Your calls cannot be counted at the moment. Please try again shortly.';
    case 'hourly':
      return `You have reached your limit of ${limit} calls an hour.`;
    case 'daily':
      return `This contact center has reached its limit of ${limit} calls a day.`;
  }
}
