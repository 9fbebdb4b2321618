import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Ncco } from '../../vonage/ncco.js';
import type { SimulatorDeps } from '../deps.js';
import { SimError, unknownId } from '../http/errors.js';
import { needJson } from '../http/http-checks.js';
import { readInput, urlIn } from '../http/input.js';
import type { CallRecord } from '../network/call-records.js';
import { isLive, type Leg } from '../network/leg.js';
import type { Voice } from '../network/voice.js';
import { nccoIn, readCall } from './call-input.js';
import { callMediaApi } from './call-media.js';
import { callPage } from './call-page.js';
import { callView } from './call-view.js';

/** Milliseconds. */
const HANG_UP_AFTER_MS = 300;

/** Voice API v1 (Vonage: http-api §4). */
export function callsApi(app: FastifyInstance, deps: SimulatorDeps, voice: Voice): void {
  const { auth, cloud, clock, settings } = deps;
  const { control, legs, records } = voice;

  /** A call is found only in its region (Vonage: real-cloud row 1). */
  function known(request: FastifyRequest): CallRecord {
    const { application, region } = auth.application(request);
    const { uuid } = request.params as { uuid: string };
    const record = records.get(uuid);
    if (record?.application !== application.id || record.region !== region) throw unknownId(uuid);
    return record;
  }

  function live(request: FastifyRequest): Leg {
    const leg = legs.find(known(request).uuid);
    if (!leg || !isLive(leg)) throw notNow('The call is over.');
    return leg;
  }

  function talking(request: FastifyRequest): Leg {
    const leg = live(request);
    if (!leg.answeredAt) throw notNow('The call is not answered yet.');
    return leg;
  }

  /** A leg that was placed a moment ago cannot be hung up yet (Vonage: real-cloud row 11). */
  function hangUp(leg: Leg): void {
    const age = clock.now().getTime() - leg.startedAt.getTime();
    const isPlaced = leg.direction === 'outbound' && !leg.answeredAt;
    if (isPlaced && age < HANG_UP_AFTER_MS && settings.manners.early_hangup === 'refused') {
      throw notNow('The call cannot be hung up yet.');
    }
    legs.hangUp(leg, 'platform', 'hung_up_by_api');
  }

  app.post('/v1/calls', (request, reply) => {
    const caller = auth.application(request);
    needJson(request);
    const wanted = readCall(request.body, caller, deps);
    // Our assumption: Vonage does not document how it refuses an account without balance. Calls to apps are free.
    if (wanted.to.type === 'phone' && cloud.account.balance <= 0) {
      throw new SimError(402, 'Payment Required', 'The balance of the account is used up.');
    }
    const leg = control.place(wanted);
    return reply.status(201).send({
      uuid: leg.uuid,
      status: 'started',
      direction: 'outbound',
      conversation_uuid: leg.room.id,
    });
  });

  app.get('/v1/calls', (request) => {
    const { application, region } = auth.application(request);
    return callPage(request, records.ofApplication(application.id, region));
  });

  app.get('/v1/calls/:uuid', (request) => callView(known(request)));

  app.put('/v1/calls/:uuid', (request, reply) => {
    known(request);
    needJson(request);
    const input = readInput(request.body);
    const verbs = ['transfer', 'hangup', 'mute', 'unmute', 'earmuff', 'unearmuff'] as const;
    const action = input.oneOf('action', verbs, { required: true });
    const transfer = action === 'transfer' ? readTransfer(request) : null;
    input.check();
    switch (action) {
      case 'hangup':
        hangUp(live(request));
        break;
      case 'mute':
      case 'unmute':
        legs.mute(talking(request), action === 'mute');
        break;
      case 'earmuff':
      case 'unearmuff':
        legs.earmuff(talking(request), action === 'earmuff');
        break;
      default: {
        const leg = talking(request);
        if (transfer?.ncco) control.transfer(leg, transfer.ncco);
        else if (transfer) control.transferTo(leg, transfer.url);
      }
    }
    return reply.status(204).send();
  });

  callMediaApi(app, { known, talking }, control, settings);
}

function notNow(detail: string): SimError {
  return new SimError(400, 'Bad Request', detail);
}

/** @throws SimError 400 */
function readTransfer(request: FastifyRequest): { ncco: Ncco; url?: never } | { ncco?: never; url: string } {
  const destination = readInput(request.body).inside('destination');
  destination.oneOf('type', ['ncco'], { required: true });
  const given = destination.given('ncco');
  const ncco = given === undefined ? undefined : nccoIn(destination, 'ncco', given);
  const url = given === undefined ? urlIn(destination, 'url', { required: true }) : undefined;
  destination.check();
  return ncco ? { ncco } : { url: url! };
}
