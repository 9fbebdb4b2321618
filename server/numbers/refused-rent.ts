import { type DenwabanError, fail } from '../errors.js';

/** Vonage answers 420 whatever the reason, and only its label says which (real-cloud row 16). */
const REASONS = [
  { rule: 'addressRequired', words: /address|document|regulat/i },
  { rule: 'trialAccount', words: /trial|demo|upgrade/i },
  { rule: 'balance', words: /balance|fund|credit/i },
];

/** A number that is no longer offered. */
export function taken(msisdn: string, refusal?: DenwabanError): DenwabanError {
  const vonage = refusal?.details.vonage;
  const details = { field: 'input.msisdn', rule: 'taken', params: { msisdn }, ...(vonage && { vonage }) };
  return fail('CONFLICT', `${msisdn} is no longer available.`, details, { cause: refusal });
}

/** A number that is still offered, and that Vonage does not rent for another reason: its own words, and what to do. */
export function refusedRent(msisdn: string, refusal: DenwabanError): DenwabanError {
  const { vonage = {} } = refusal.details;
  const said = [vonage.title, vonage.detail].filter(Boolean).join(' ');
  const reason = REASONS.find(({ words }) => words.test(said));
  const details = { field: 'input.msisdn', ...(reason && { rule: reason.rule }), params: { msisdn }, vonage };
  return fail('VONAGE_REFUSED', `Vonage did not rent ${msisdn}: ${said}`, details, { cause: refusal });
}
