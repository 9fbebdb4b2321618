import type { Refusal } from './may-dial.js';

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });

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
