/** One end of a leg, as the Voice API writes it. Numbers are E.164 digits without `+`. */
export type Party =
  | { type: 'phone'; number: string }
  | { type: 'app'; user: string }
  | { type: 'sip'; uri: string }
  | { type: 'websocket'; uri: string; headers: Record<string, string> }
  | { type: 'vbc'; extension: string };

/** What webhooks put in `from` and `to`: the number, the user's name, or the address (Vonage: webhooks §3). */
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

/** Whether it is a telephone number as Vonage wants it: 7 to 15 digits, no `+`, no leading zero. */
export function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** A number as a person dials it, without its plus, spaces and punctuation. */
export function dialled(text: string): string {
  return text.replace(/^\s*\+/, '').replace(/[\s().-]/g, '');
}
