import { readInput } from '../../http/input.js';
import type { Phone } from '../../phones/phone.js';

/** `{"to","application_id"?,"from"?}`, or `{"context"}` on a user's handset. @throws SimError 400, 409 */
export function dial(phone: Phone, body: unknown) {
  const input = readInput(body);
  const context = input.object('context');
  if (context) return phone.serverCall(context);
  const to = input.text('to', { required: true, most: 100 });
  const straightTo = input.text('application_id', { most: 100 });
  const from = input.text('from', { most: 100 });
  input.check();
  return phone.dial(to!, straightTo, from);
}

/** `{"digits"}`. @throws SimError 400, 409 */
export function pressKeys(phone: Phone, body: unknown) {
  const input = readInput(body);
  const digits = input.text('digits', { required: true, most: 100 }) ?? '';
  if (!/^[0-9*#]+$/.test(digits)) input.wrong('digits', 'can contain 0-9, * and #');
  input.check();
  return phone.keys(digits);
}

/** `{"text"}`. @throws SimError 400, 409 */
export function say(phone: Phone, body: unknown) {
  const input = readInput(body);
  const text = input.text('text', { required: true, most: 1000 });
  input.check();
  return phone.say(text!);
}
