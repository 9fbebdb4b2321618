/** One end of a leg, as in the Voice API. Numbers are E.164 digits without `+`. */
export type Party =
  | { type: 'phone'; number: string }
  | { type: 'app'; user: string }
  | { type: 'sip'; uri: string }
  | { type: 'websocket'; uri: string; headers: Record<string, string> }
  | { type: 'vbc'; extension: string };

/** Value of `from` and `to` in webhooks: the number, the user's name, or the address (Vonage: webhooks §3). */
export function nameOf(party: Party): string {
  switch (party.type) {
    case 'phone':
      return party.number;
    case 'app':
      return party.user;
    case 'vbc':
      return party.extension;
    default:
      return party.uri;
  }
}

const NUMBER = /^[1-9]\d{6,14}$/;

/** Whether it is a phone number in Vonage's format: 7 to 15 digits, no `+`, no leading zero. */
export function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** A number as dialed by a person, without plus, spaces and punctuation. */
export function dialled(text: string): string {
  return text.replace(/^\s*\+/, '').replace(/[\s().-]/g, '');
}
