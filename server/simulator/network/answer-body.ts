import type { AnswerBody } from '../../vonage/webhook-bodies.js';
import type { Manners } from '../control/manners.js';
import { type Leg, partyOf } from './leg.js';
import { nameOf } from './party.js';
import { regionUrl } from './regions.js';

/**
 * Parameters of the answer webhook (Vonage: webhooks §1): a user has `from_user` and no `from`.
 * @param url the simulator's own; the call is found at the address of its region only (Vonage: webhooks §1)
 * @param context custom data that a user's device gave its server call
 * @param customData how it is sent by POST (real-cloud row 7); by GET it is always text
 */
export function answerBody(
  leg: Leg,
  url: string,
  context?: Record<string, unknown>,
  customData: Manners['custom_data'] = 'text',
): AnswerBody {
  const { from } = leg;
  const to = context ? context.to : nameOf(leg.to);
  return {
    ...(typeof to === 'string' && to !== '' && { to }),
    ...(from.type === 'app' && leg.direction === 'inbound' ? { from_user: from.user } : { from: nameOf(from) }),
    endpoint_type: partyOf(leg).type,
    conversation_uuid: leg.room.id,
    uuid: leg.uuid,
    region_url: regionUrl(url, leg.room.region),
    ...(context && { custom_data: customData === 'text' ? JSON.stringify(context) : context }),
  };
}
