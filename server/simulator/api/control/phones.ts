import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SimError, unknownId } from '../../http/errors.js';
import { isObject, type Json, readInput } from '../../http/input.js';
import { dialled, isNumber } from '../../network/party.js';
import type { Voice } from '../../network/voice.js';
import type { Phone, PhoneSettings } from '../../phones/phone.js';
import { dial, pressKeys, say } from './phone-actions.js';
import { phoneSockets } from './phone-sockets.js';

/** A day in milliseconds; no handset waits longer. */
const LONGEST_WAIT = 86_400_000;

/** The handsets' control API, also available with the token for handsets only: docs/simulator.md. */
export function phonesApi(controls: FastifyInstance, voice: Voice): void {
  controls.register(async (app) => {
    app.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'handsets' };
    });
    handsets(app, voice);
  });
}

function handsets(app: FastifyInstance, voice: Voice): void {
  const { phones } = voice;

  function phoneOf(request: FastifyRequest): Phone {
    const { id } = request.params as { id: string };
    const phone = phones.get(id);
    if (!phone) throw unknownId(id);
    return phone;
  }

  app.get('/simulator/phones', () => ({ phones: phones.all().map((phone) => phone.view()) }));

  app.post('/simulator/phones', (request, reply) => {
    const input = readInput(request.body);
    const name = input.text('name', { most: 100 });
    const phone = input.given('user') === undefined ? numberPhone(name) : userPhone(name);
    return reply.status(201).send(phone.view());

    function numberPhone(called?: string): Phone {
      const number = dialled(input.text('number', { required: true }) ?? '');
      if (!isNumber(number)) input.wrong('number', 'must be 7 to 15 digits with the country code');
      input.check();
      return phones.ofNumber(number, called);
    }

    function userPhone(called?: string): Phone {
      const user = input.text('user', { required: true });
      const application = input.text('application_id', { required: true });
      const device = input.text('device', { most: 20 });
      input.check();
      const found = phones.ofUser(application!, user!, called, device);
      if (!found) throw unknownId(application!);
      return found;
    }
  });

  app.get('/simulator/phones/:id', (request) => phoneOf(request).view());

  app.patch('/simulator/phones/:id', (request) => phoneOf(request).set(readSettings(request.body)));

  app.delete('/simulator/phones/:id', (request, reply) => {
    phones.remove(phoneOf(request));
    return reply.status(204).send();
  });

  app.get('/simulator/phones/:id/transcript', (request) => {
    const after = readInput(request.query).integer('after', { min: 0 }) ?? 0;
    return { events: phoneOf(request).transcript(after) };
  });

  app.post('/simulator/phones/:id/dial', (request) => dial(phoneOf(request), request.body));
  app.post('/simulator/phones/:id/answer', (request) => phoneOf(request).answer());
  app.post('/simulator/phones/:id/reject', (request) => phoneOf(request).reject());
  app.post('/simulator/phones/:id/hangup', (request) => phoneOf(request).hangUp());
  app.post('/simulator/phones/:id/keys', (request) => pressKeys(phoneOf(request), request.body));
  app.post('/simulator/phones/:id/say', (request) => say(phoneOf(request), request.body));

  phoneSockets(app, voice);
}

/** @throws SimError 400 */
function readSettings(body: unknown): Partial<PhoneSettings> {
  if (!isObject(body)) throw new SimError(400, 'Bad Request', 'The body must be an object.');
  const input = readInput(body);
  const settings: Json = {};
  for (const name of ['auto_answer_ms', 'auto_hangup_ms'] as const) {
    if (body[name] === null) settings[name] = null;
    else if (name in body) settings[name] = input.integer(name, { min: 0, max: LONGEST_WAIT });
  }
  for (const name of ['busy', 'unreachable'] as const) if (name in body) settings[name] = input.flag(name) ?? false;
  input.check();
  return settings;
}
