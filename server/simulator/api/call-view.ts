import { bill, type CallRecord } from '../network/call-records.js';
import type { Party } from '../network/party.js';

/**
 * A call as in the Voice API (Vonage: http-api §4.2): price and times only once it has ended, all as text, and the
 * network as a code.
 */
export function callView(record: CallRecord): object {
  const { completed, mccmnc } = bill(record);
  return {
    uuid: record.uuid,
    conversation_uuid: record.conversation,
    to: shown(record.to),
    from: shown(record.from),
    status: record.status,
    direction: record.direction,
    ...(record.endedAt && {
      rate: completed.rate,
      price: completed.price,
      duration: completed.duration,
      start_time: completed.start_time ?? completed.end_time,
      end_time: completed.end_time,
      network: mccmnc,
    }),
    _links: { self: { href: `/v1/calls/${record.uuid}` } },
  };
}

function shown(party: Party): object {
  if (party.type !== 'websocket') return party;
  return { type: party.type, uri: party.uri, 'content-type': 'audio/l16;rate=16000', headers: party.headers };
}
