import { expect, it } from 'vitest';
import { checkText } from '../../server/accounts/check-text.js';
import { isLoopback } from '../../server/accounts/warnings/loopback.js';
import { isPrivateHost } from '../../server/accounts/warnings/public-url.js';
import { classifyEvent, timestampOf } from '../../server/calls/events/classify-event.js';
import { storable } from '../../server/calls/events/storable.js';
import { numberPattern } from '../../server/calls/number-pattern.js';
import { createLog } from '../../server/log.js';
import { phoneDigits } from '../../server/presets/call-facts.js';
import { networkOf } from '../../server/rate-limit.js';
import { redactText } from '../../server/redact.js';
import { dialled } from '../../server/simulator/network/party.js';
import { checkNcco } from '../../server/vonage/check-ncco.js';
import { bearerToken, unverifiedApplicationId } from '../../server/vonage/signature.js';
import { slowRuns } from '../helpers/growth.js';

const number = numberPattern('447700900123');
const log = createLog({ level: 'info', readable: false, write: () => {} });

/** Whatever takes text from outside. */
const READERS: [name: string, read: (text: string) => unknown][] = [
  ['redactText', (text) => redactText(text)],
  ['redactText of the whole', (text) => redactText(text, text.length)],
  ['a line of the log', (text) => log.info({ [text]: text, url: text, err: new Error(text) }, text)],
  ['numberPattern', (text) => number.replace(text, 'erased')],
  [
    'checkNcco',
    (text) => checkNcco([{ action: 'talk', text }, { action: text }, { action: 'stream', streamUrl: [text] }]),
  ],
  [
    'checkNcco of endpoints',
    (text) => {
      const endpoint = (type: string) => ({
        action: 'connect',
        endpoint: [{ type, uri: text, number: text, user: text }],
      });
      checkNcco([endpoint('sip'), endpoint('phone'), endpoint('websocket'), endpoint('app')]);
    },
  ],
  ['checkText', (text) => checkText('name', text, { max: text.length + 1 })],
  ['classifyEvent', (text) => [classifyEvent({ status: text, type: text }), timestampOf({ timestamp: text })]],
  ['storable', (text) => storable({ text })],
  ['phoneDigits', (text) => phoneDigits(text)],
  ['dialled', (text) => dialled(text)],
  ['bearerToken', (text) => [bearerToken(`Bearer ${text}`), bearerToken(`Bearer${text}`), bearerToken(text)]],
  ['unverifiedApplicationId', (text) => unverifiedApplicationId(text)],
  ['networkOf', (text) => networkOf(text)],
  ['isLoopback', (text) => [isLoopback(text), isPrivateHost(text)]],
];

it.each(READERS)('%s takes no more than its share of time, whatever the text', (_, read) => {
  expect(slowRuns(read)).toEqual([]);
});
