import { expect, it } from 'vitest';
import { wordsOf } from '../../web/calls/events/event-words';

const words = (body: object) => wordsOf({ body }, 'Withheld number');

it.each([
  [{ from: '447700900001', to: '447700900123', direction: 'inbound' }, '+44 7700 900001 → +44 7700 900123 · inbound'],
  [{ from: 'Unknown', to: '447700900123', direction: 'inbound' }, 'Withheld number → +44 7700 900123 · inbound'],
  [{ from: ' anonymous', to: '447700900123' }, 'Withheld number → +44 7700 900123'],
  [{ from: ' 447700900001', to: '447700900123' }, '+44 7700 900001 → +44 7700 900123'],
  // The same word stands in the events of every app that is called.
  [{ from: 'Unknown', to: 'Jane', direction: 'outbound' }, 'Jane · outbound'],
  [{ from: null, to: 'Jane', direction: 'inbound' }, 'Jane · inbound'],
  [{ from_user: 'Jane', to: '447700900777' }, 'Jane → +44 7700 900777'],
])('the words of an event: %j', (body, expected) => expect(words(body)).toBe(expected));
