import { readPhoneNumber } from '../../../shared/phone-number.js';
import type { Application } from '../account/cloud.js';
import { runNcco } from '../ncco/run-ncco.js';
import type { Network } from '../ncco/stage.js';
import { answerBody } from './answer-body.js';
import type { Devices } from './devices.js';
import type { Device } from './leg.js';
import { hear, isLive, type Leg, watch, who } from './leg.js';
import type { NewLeg } from './legs.js';
import { dialled, isNumber, nameOf, type Party } from './party.js';
import { homeRegion, regionOfNumber } from './regions.js';

/** Seconds that a call between two phones rings. */
const RING_TIME = 60;

/** Calls between two phones belong to no application: no webhooks, not listed, not billed. */
const NO_APPLICATION: Application = { id: '', name: '', publicKey: '', improveAi: false, capabilities: {} };

/** Result of dialing a number: a leg, or the reason why there is none. */
export type Dialled = { leg: Leg } | { refused: 'cannot_route' | 'number_out_of_service' };

/** Calls that come from a handset. */
export function createExchange(network: Network, devices: Devices) {
  const { cloud, legs, rooms, ringing, ask, settings } = network;

  function answerTarget(application: Application | undefined) {
    const set = application?.capabilities.voice?.webhooks?.answer_url;
    return set?.address ? { url: set.address, method: set.http_method ?? 'GET' } : null;
  }

  /**
   * An inbound call: the answer webhook decides, and the leg is answered once there is an NCCO (Vonage: webhooks §3.9).
   */
  async function inbound(leg: Leg, context?: Record<string, unknown>): Promise<void> {
    const target = answerTarget(leg.application);
    if (!target) return;
    const body = answerBody(leg, network.url(), context, settings.manners.custom_data);
    const answer = await ask({ ...target, leg, body, kind: 'answer', door: 'answer' });
    if (!isLive(leg)) return;
    if (typeof answer !== 'object') return legs.hangUp(leg, 'platform', 'no_ncco');
    legs.answer(leg);
    rooms.join(leg);
    runNcco(network, leg, answer.ncco, () => legs.hangUp(leg, 'platform', 'ncco_finished'));
  }

  function start(wanted: Pick<NewLeg, 'application' | 'where' | 'device' | 'from' | 'to' | 'uuid'>): Leg {
    return legs.start({ direction: 'inbound', ...wanted });
  }

  /** A direct call from one phone to another. */
  function between(caller: Leg, to: Party): void {
    const callee = legs.start({
      application: NO_APPLICATION,
      direction: 'outbound',
      from: caller.from,
      to,
      where: caller.room,
    });
    watch(caller, { ended: () => legs.hangUp(callee, 'far', 'hangup') });
    watch(callee, {
      ringing: () => hear(caller, { type: 'ringback', of: who(callee) }),
      answered: () => {
        legs.answer(caller);
        rooms.join(caller);
        rooms.join(callee);
      },
      ended: () => legs.hangUp(caller, 'far', callee.status),
    });
    ringing.call(callee, RING_TIME);
  }

  return {
    /**
     * @param text the number as dialed
     * @param straightTo id of the application to call, whoever owns the number
     */
    dial(device: Device, from: Party, text: string, straightTo?: string): Dialled {
      const number = readPhoneNumber(text) ?? dialled(text);
      const to: Party = { type: 'phone', number };
      const owned = cloud.numbers.get(number);
      if (owned || straightTo) {
        const application = cloud.applications.get(straightTo ?? owned?.app_id ?? '');
        if (!application || !answerTarget(application)) return { refused: 'number_out_of_service' };
        const where = regionOfNumber(application, owned, settings);
        return { leg: start({ application, where, device, from, to }) };
      }
      if (!isNumber(number) || !devices.ofNumber(number)) return { refused: 'cannot_route' };
      return {
        leg: start({ application: NO_APPLICATION, where: homeRegion(NO_APPLICATION, settings), device, from, to }),
      };
    },

    /**
     * A user's call to the application itself, with custom data for it (Vonage: webhooks §1).
     * @param uuid the leg's id, if its browser already knows it
     */
    serverCall(
      device: Device,
      application: Application,
      user: string,
      context: Record<string, unknown>,
      uuid?: string,
    ): Dialled {
      if (!answerTarget(application)) return { refused: 'cannot_route' };
      const to: Party = { type: 'phone', number: typeof context.to === 'string' ? context.to : '' };
      const where = device.user?.region ?? homeRegion(application, settings);
      const from: Party = { type: 'app', user };
      return { leg: start({ application, where, device, from, to, ...(uuid && { uuid }) }) };
    },

    /** Starts an outbound leg once its device has acknowledged it. */
    proceed(leg: Leg, context?: Record<string, unknown>) {
      if (leg.application === NO_APPLICATION) return between(leg, leg.to);
      legs.ringing(leg);
      if (!context) hear(leg, { type: 'ringback', of: nameOf(leg.to) });
      network.unattended(inbound(leg, context));
    },
  };
}

export type Exchange = ReturnType<typeof createExchange>;
