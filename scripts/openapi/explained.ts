import type { Deviation } from './compare.js';

interface Explanation {
  /** Definition files that it applies to. */
  file: RegExp;
  method?: string;
  /** Path of the simulator that it applies to. */
  path?: RegExp;
  status?: number;
  /** Text of the deviation that it applies to. */
  says?: RegExp;
  reason: string;
}

/**
 * Deviations from outdated definitions; the simulator follows the newer ones (Voice 1.10, Application 2.4, Numbers 1.1,
 * Conversation 5.5).
 */
const EXPLAINED: Explanation[] = [
  {
    file: /^(conversation|voice)\b/,
    says: /^the definition has no reply 4\d\d, but 200$/,
    reason: 'this file lists success only; the refusals are as newer files have them (Vonage: http-api §0)',
  },
  {
    file: /^conversation\b/,
    method: 'POST',
    status: 201,
    says: /no reply 201, but 200/,
    reason: 'what is made is answered with 201 since v1',
  },
  {
    file: /^conversation\b/,
    method: 'DELETE',
    status: 204,
    says: /no reply 204, but 200/,
    reason: 'what is deleted is answered with 204 since v1',
  },
  {
    file: /^conversation\b/,
    path: /\/record$/,
    status: 200,
    says: /no reply 200/,
    reason: 'recording on demand is answered with 200 in 5.5, it was 204 in 2.0',
  },
  {
    file: /^conversation\.(2\.0\.1|yml)/,
    method: 'GET',
    says: /must be array|'count'|'record_index'/,
    reason: 'lists are pages with a cursor and HAL links since v0.2; before they were plain arrays, or pages by offset',
  },
  {
    file: /^conversation\.(2\.0\.1|yml)/,
    says: /'uuid'|'href'/,
    reason: 'what v0.1 calls uuid is id, and href is _links.self.href, since v0.2',
  },
  {
    file: /^conversation\.(2\.0\.1|yml)/,
    says: /\/(id|sequence_number) must be string/,
    reason: 'the id of an event, and the sequence number that counts them, are numbers since v0.2',
  },
  {
    file: /^conversation\b/,
    path: /\/events$/,
    says: /\/_embedded must be object/,
    reason: 'events come as an array right under _embedded in v1, as the SDK reads them',
  },
  {
    file: /^conversation\.(2\.0\.1|yml)/,
    path: /\/members/,
    says: /\/state must be equal to one of/,
    reason: 'the state of a member is written in upper case since v0.2',
  },
];

/** Why a deviation is correct, or null if it is a fault. */
export function explanationOf(deviation: Deviation): string | null {
  const found = EXPLAINED.find(
    ({ file, method, path, status, says }) =>
      file.test(deviation.file) &&
      (method === undefined || method === deviation.method) &&
      (path === undefined || path.test(deviation.path)) &&
      (status === undefined || status === deviation.status) &&
      (says === undefined || says.test(deviation.problem)),
  );
  return found?.reason ?? null;
}
