import type { FastifyInstance } from 'fastify';
import type { Settings } from '../deps.js';
import { SimError } from '../http/errors.js';
import { needJson } from '../http/http-checks.js';
import { readInput, urlIn } from '../http/input.js';
import { readStream, readTalk } from '../http/media-input.js';
import type { CallControl } from '../network/call-control.js';
import type { Leg } from '../network/leg.js';
import type { FindCall } from './find-call.js';

const KEYS = /^[0-9*#p]+$/;

/** Playing sound to a call and sending keys to it (Vonage: http-api §4.5). */
export function callMediaApi(
  app: FastifyInstance,
  { known, talking }: FindCall,
  control: CallControl,
  settings: Settings,
): void {
  /** What comes of stopping what does not play is not documented (Vonage: real-cloud row 11). */
  function stop(leg: Leg, media: 'talk' | 'stream'): void {
    if (control.stop(leg, media) || settings.manners.idle_stop === 'works') return;
    throw new SimError(404, 'Not Found', `No ${media} is playing.`);
  }

  app.put('/v1/calls/:uuid/talk', (request) => {
    known(request);
    needJson(request);
    const said = readTalk(request.body);
    const leg = talking(request);
    control.talk(leg, said);
    return { message: 'Talk started', uuid: leg.uuid };
  });

  app.delete('/v1/calls/:uuid/talk', (request) => {
    const leg = talking(request);
    stop(leg, 'talk');
    return { message: 'Talk stopped', uuid: leg.uuid };
  });

  app.put('/v1/calls/:uuid/stream', (request) => {
    known(request);
    needJson(request);
    const { url, loop } = readStream(request.body);
    const leg = talking(request);
    control.stream(leg, url, loop);
    return { message: 'Stream started', uuid: leg.uuid };
  });

  app.delete('/v1/calls/:uuid/stream', (request) => {
    const leg = talking(request);
    stop(leg, 'stream');
    return { message: 'Stream stopped', uuid: leg.uuid };
  });

  app.put('/v1/calls/:uuid/dtmf', (request) => {
    known(request);
    needJson(request);
    const input = readInput(request.body);
    const digits = input.text('digits', { required: true });
    if (digits !== undefined && !KEYS.test(digits)) input.wrong('digits', 'can contain 0-9, *, # and p');
    input.check();
    const leg = talking(request);
    control.playKeys(leg, digits!);
    return { message: 'DTMF sent', uuid: leg.uuid };
  });

  app.put('/v1/calls/:uuid/input/dtmf', (request, reply) => {
    known(request);
    needJson(request);
    const input = readInput(request.body);
    const url = urlIn(input, 'event_url', { required: true });
    input.check();
    talking(request).keysTo = { url: url!, method: 'POST' };
    return reply.status(200).send();
  });

  app.delete('/v1/calls/:uuid/input/dtmf', (request, reply) => {
    talking(request).keysTo = null;
    return reply.status(200).send();
  });
}
