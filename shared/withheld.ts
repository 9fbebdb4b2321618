/** What networks write in place of a number that its caller does not show (Vonage: real-cloud row 6). */
const WITHHELD =
  /^(|anonymous|unknown|restricted|private|withheld|unavailable|blocked|hidden|(caller ?)?id (withheld|unavailable))$/i;

/** Whether nothing, or a word such as "anonymous", stands in place of the caller's number. */
export const isWithheld = (party: string): boolean => WITHHELD.test(party.trim());
