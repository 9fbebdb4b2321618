import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SimulatorDeps } from '../deps.js';
import type { Caller } from '../http/auth.js';
import { missing, wrongToken } from '../http/errors.js';
import { type Json, readInput } from '../http/input.js';
import type { Leg } from '../network/leg.js';
import type { Signalling } from '../signalling/signalling.js';
import { conversationView, legView, memberView, userView } from './client-views.js';

/** Longer than any SDP of one audio line. */
const LONGEST_SDP = 100_000;
const LONGEST_TEXT = 1500;
const KEYS = /^[0-9*#]+$/;

interface Path {
  id: string;
  conversation: string;
  member: string;
  leg: string;
}

/** HTTP requests of the Client SDK, besides its socket; all need a user's token. */
export function clientApi(app: FastifyInstance, { auth, clock, cloud }: SimulatorDeps, signalling: Signalling): void {
  /** @throws SimError 401 unless the token is a user's */
  function userOf(request: FastifyRequest): Caller {
    const caller = auth.application(request);
    if (caller.sub === undefined)
      throw wrongToken('user:error:invalid-user-token', 'Token does not contain a user name');
    return caller;
  }

  const path = (request: FastifyRequest) => request.params as Path;

  app.register(async (client) => {
    client.post('/v2/rtc/metrics', (request) => {
      auth.token((request.headers.authorization ?? '').replace(/^bearer /i, ''), request.raw);
      return {};
    });

    client.get('/v0.3/users/:id', (request) => {
      const { application, region, sub } = userOf(request);
      const { id } = path(request);
      const user = cloud.users.get(id) ?? cloud.user(application.id, region, id === 'me' ? sub! : id);
      if (user?.applicationId !== application.id || user.region !== region) throw missing('User');
      return userView(user);
    });

    client.put('/v0.2/sessions/:id', (request) => {
      const { id } = path(request);
      signalling.sessions.refresh(id, userOf(request));
      return { session_id: id };
    });

    client.post('/v0.3/legs', async (request, reply) => {
      const caller = userOf(request);
      const input = readInput(request.body);
      const session = input.text('originating_session', { required: true });
      const sdp = input.inside('body').inside('offer').text('sdp', { required: true, most: LONGEST_SDP });
      input.check();
      const opened = await signalling.open(caller, session!, sdp!);
      return reply.status(201).send({ rtc_id: opened.id, sdp: opened.sdp });
    });

    client.post('/v0.3/knocking', (request, reply) => {
      const caller = userOf(request);
      const input = readInput(request.body);
      const session = input.text('originating_session', { required: true });
      const leg = input.inside('channel').text('id', { required: true });
      const context = input.inside('properties').object('custom_data') ?? {};
      input.check();
      const knock = signalling.knock(caller, session!, leg!, context);
      whenOut(reply, knock.proceed);
      return reply.status(201).send({ id: knock.id });
    });

    client.delete('/v0.3/knocking/:id', (request, reply) => {
      signalling.stopKnocking(userOf(request), `knocker:${path(request).id}`);
      return reply.status(204).send();
    });

    client.get('/v0.3/legs/:leg', (request) => legView(signalling.legSeenBy(userOf(request), path(request).leg)));

    client.get('/v0.3/conversations/:conversation', (request) => {
      const room = signalling.roomOf(userOf(request), path(request).conversation);
      return conversationView(room, cloud.conversations.get(room.id));
    });

    client.get('/v0.3/conversations/:conversation/legs', (request) => {
      const room = signalling.roomOf(userOf(request), path(request).conversation);
      return { _embedded: { legs: [...room.legs].map(legView) }, _links: { self: { href: request.url } } };
    });

    client.get('/v0.3/conversations/:conversation/members/me', (request) => {
      const caller = userOf(request);
      const room = signalling.roomOf(caller, path(request).conversation);
      const leg = [...room.legs].find((one) => signalling.isOwn(one, caller))!;
      return memberView(leg, signalling.memberOf(leg));
    });

    client.put('/v0.3/conversations/:conversation/members/:member', (request) => {
      const caller = userOf(request);
      const { conversation, member } = path(request);
      const input = readInput(request.body);
      const session = input.text('originating_session', { required: true });
      input.oneOf('state', ['joined'] as const, { required: true });
      input.check();
      signalling.join(caller, session!, conversation, member);
      return { id: member };
    });

    client.delete('/v0.2/conversations/:conversation/members/:member', (request, reply) => {
      const { conversation, member } = path(request);
      signalling.leave(userOf(request), conversation, member);
      return reply.status(204).send();
    });

    client.post('/v0.3/conversations/:conversation/rtc/:leg/answer', async (request) => {
      const caller = userOf(request);
      const { leg } = path(request);
      const input = readInput(request.body);
      const sdp = input.inside('body').text('answer', { required: true, most: LONGEST_SDP });
      input.check();
      await signalling.accept(caller, leg, sdp!);
      return { id: leg };
    });

    client.post('/v0.3/conversations/:conversation/rtc/:leg/offer', async (request, reply) => {
      const caller = userOf(request);
      const { leg } = path(request);
      const input = readInput(request.body);
      const session = input.text('originating_session', { required: true });
      const sdp = input.inside('body').inside('offer').text('sdp', { required: true, most: LONGEST_SDP });
      input.check();
      const tellAnswer = await signalling.reconnect(caller, session!, leg, sdp!);
      whenOut(reply, tellAnswer);
      return reply.send({ id: leg });
    });

    client.post('/v0.3/conversations/:conversation/events', (request, reply) => {
      const caller = userOf(request);
      const input = readInput(request.body);
      const from = input.text('from', { required: true });
      const type = input.oneOf('type', EVENT_TYPES, { required: true });
      const body = input.object('body', { required: true });
      input.check();
      const leg = signalling.memberLeg(caller, path(request).conversation, from!);
      const more = EVENTS[type!](leg, body!, signalling);
      const id = signalling.nextEvent();
      return reply
        .status(201)
        .send({ id, type, from, timestamp: clock.now().toISOString(), body: { ...body, ...more } });
    });
  });
}

/** Does something once the response is sent, or its receiver is gone. Errors are logged. */
function whenOut(reply: FastifyReply, work: () => void): void {
  reply.raw.once('close', () => {
    try {
      work();
    } catch (error) {
      reply.log.error({ err: error }, 'what follows a reply went wrong');
    }
  });
}

/** What a member can do to its call, by event type; the result is added to the response body. */
const EVENTS = {
  'audio:mute:on': setting((leg, calls) => calls.mute(leg, true)),
  'audio:mute:off': setting((leg, calls) => calls.mute(leg, false)),
  'audio:earmuff:on': setting((leg, calls) => calls.earmuff(leg, true)),
  'audio:earmuff:off': setting((leg, calls) => calls.earmuff(leg, false)),
  'audio:dtmf'(leg: Leg, body: Json, calls: Signalling): Json {
    const input = readInput(body);
    const digits = input.text('digit', { required: true, most: 100 });
    if (digits !== undefined && !KEYS.test(digits)) input.wrong('digit', 'can contain 0-9, * and #');
    input.check();
    calls.press(leg, digits!);
    return {};
  },
  'audio:say'(leg: Leg, body: Json, calls: Signalling): Json {
    const input = readInput(body);
    const text = input.text('text', { required: true, most: LONGEST_TEXT });
    const loop = input.integer('loop', { min: 0 }) ?? 1;
    input.check();
    calls.say(leg, { text: text!, loop });
    return { say_id: randomUUID() };
  },
};
const EVENT_TYPES = Object.keys(EVENTS) as (keyof typeof EVENTS)[];

function setting(change: (leg: Leg, calls: Signalling) => void) {
  return (leg: Leg, _body: Json, calls: Signalling): Json => {
    change(leg, calls);
    return {};
  };
}
