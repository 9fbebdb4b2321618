import type { ConnectAction } from '../../vonage/ncco.js';
import { partyOf } from '../network/leg.js';
import { dialled, type Party } from '../network/party.js';
import type { Stage } from './stage.js';

/**
 * Caller ID for the callee: one of the account's numbers, otherwise "unknown"; any value if an app is called (Vonage:
 * NCCO §6, `from`). Without `from` and `randomFromNumber` it is the caller.
 */
export function callerOf(action: ConnectAction, { cloud, leg }: Pick<Stage, 'cloud' | 'leg'>): Party {
  if (action.randomFromNumber) {
    const own = [...cloud.numbers.values()].find((number) => number.app_id === leg.application.id);
    return { type: 'phone', number: own?.msisdn ?? 'unknown' };
  }
  if (action.from === undefined) return partyOf(leg);
  if (action.endpoint[0]?.type === 'app') return { type: 'phone', number: action.from };
  const number = dialled(action.from);
  return { type: 'phone', number: cloud.numbers.has(number) ? number : 'unknown' };
}

/**
 * Options that are accepted without effect, and endpoints that fail.
 * @returns the sentence for the error webhook, or null
 */
export function unsupportedOption(type: Party['type'], machineDetection: boolean): string | null {
  if (type !== 'phone' && type !== 'app') return `Endpoints of type ${type} are not simulated.`;
  return machineDetection ? 'Machine detection is not simulated.' : null;
}
