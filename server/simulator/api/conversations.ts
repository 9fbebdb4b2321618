import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SimulatorDeps } from '../deps.js';
import { duplicateName, missing } from '../http/errors.js';
import { needJson } from '../http/http-checks.js';
import { given, type Json, readInput } from '../http/input.js';
import { cursorPage, originOf } from '../http/paging.js';
import { type Conversation, newConversation } from '../network/conversations.js';

/** The conversation in the path, which must belong to the token's application. @throws SimError 401, 404 */
export function wantedConversation(request: FastifyRequest, { cloud, auth }: SimulatorDeps) {
  const caller = auth.application(request);
  const { id } = request.params as { id: string };
  const conversation = cloud.conversations.get(id);
  const { application, region } = caller;
  if (conversation?.applicationId !== application.id || conversation.region !== region) throw missing('Conversation');
  return { ...caller, conversation };
}

/** Conversations API v1: conversations, and what is played into them (Vonage: http-api §5). */
export function conversationsApi(app: FastifyInstance, deps: SimulatorDeps): void {
  const { cloud, auth, clock } = deps;

  const needFreeName = ({
    applicationId,
    region,
    name,
  }: Pick<Conversation, 'applicationId' | 'region' | 'name'>): void => {
    for (const other of cloud.conversations.values()) {
      if (other.applicationId === applicationId && other.region === region && other.name === name)
        throw duplicateName('Conversation');
    }
  };

  app.get('/v1/conversations', (request) => {
    const { application, region } = auth.application(request);
    const from = instant(request, 'date_start') ?? Number.NEGATIVE_INFINITY;
    const until = instant(request, 'date_end') ?? Number.POSITIVE_INFINITY;
    const all = [...cloud.conversations.values()].filter((one) => {
      const created = Date.parse(one.timestamp.created);
      return one.applicationId === application.id && one.region === region && created >= from && created <= until;
    });
    const { items, envelope } = cursorPage(request, all, (one) => one.id);
    return { ...envelope, _embedded: { conversations: items.map((one) => shown(one, request)) } };
  });

  app.post('/v1/conversations', async (request, reply) => {
    const { application, region } = auth.application(request);
    needJson(request);
    const { name, ...fields } = readConversation(request.body);
    const made = newConversation({ applicationId: application.id, region }, clock.now(), name);
    needFreeName(made);
    const conversation = Object.assign(made, fields);
    cloud.conversations.set(conversation.id, conversation);
    cloud.save('conversations');
    return reply.status(201).send(shown(conversation, request));
  });

  app.get('/v1/conversations/:id', (request) => shown(wantedConversation(request, deps).conversation, request));

  app.put('/v1/conversations/:id', (request) => {
    const { conversation } = wantedConversation(request, deps);
    needJson(request);
    const { name = conversation.name, ...fields } = readConversation(request.body);
    if (name !== conversation.name) needFreeName({ ...conversation, name });
    const { id, applicationId, region, members, events, sequence_number } = conversation;
    const timestamp = { ...conversation.timestamp, updated: clock.now().toISOString() };
    const properties = {};
    const kept = { id, applicationId, region, members, events, sequence_number };
    const replaced = { ...kept, timestamp, name, properties, ...fields };
    cloud.conversations.set(id, replaced);
    cloud.save('conversations');
    return shown(replaced, request);
  });

  app.delete('/v1/conversations/:id', async (request, reply) => {
    cloud.conversations.delete(wantedConversation(request, deps).conversation.id);
    cloud.save('conversations');
    return reply.status(204).send();
  });

  playedInto(app, deps);
}

/** Talk, stream and record on demand, if the conversation is a call. */
function playedInto(app: FastifyInstance, deps: SimulatorDeps): void {
  const { voice } = deps;
  const call = (request: FastifyRequest) => {
    const { application, conversation } = wantedConversation(request, deps);
    const { id } = conversation;
    return { application, id, body: (request.body ?? {}) as Json };
  };
  const done = (message: string, id: string) => ({ message, uuid: id });

  app.put('/v1/conversations/:id/talk', (request) => {
    const { application, id, body } = call(request);
    voice.talk(application, id, body);
    return done('Talk started', id);
  });
  app.delete('/v1/conversations/:id/talk', (request) => {
    const { application, id } = call(request);
    voice.stopTalk(application, id);
    return done('Talk stopped', id);
  });
  app.put('/v1/conversations/:id/stream', (request) => {
    const { application, id, body } = call(request);
    voice.stream(application, id, body);
    return done('Stream started', id);
  });
  app.delete('/v1/conversations/:id/stream', (request) => {
    const { application, id } = call(request);
    voice.stopStream(application, id);
    return done('Stream stopped', id);
  });
  app.put('/v1/conversations/:id/record', (request) => {
    const { application, id, body } = call(request);
    voice.record(application, id, body);
    return done(body.action === 'stop' ? 'Record stopped' : 'Record started', id);
  });
}

/** @returns milliseconds since 1970 */
function instant(request: FastifyRequest, name: string): number | undefined {
  const query = readInput(request.query);
  const text = query.text(name);
  const time = text === undefined ? undefined : Date.parse(text);
  if (Number.isNaN(time)) query.wrong(name, 'must be an ISO 8601 date');
  query.check();
  return time;
}

function shown(conversation: Conversation, request: FastifyRequest): object {
  const { applicationId: _hidden, region: _implied, members: _members, events: _events, ...fields } = conversation;
  const href = `${originOf(request, conversation.region)}/v1/conversations/${conversation.id}`;
  return { ...fields, state: 'ACTIVE', _links: { self: { href } } };
}

function readConversation(body: unknown) {
  const input = readInput(body);
  const name = input.text('name');
  if (name !== undefined && name.trim() === '') input.wrong('name', 'must not be blank');
  const properties = input.inside('properties');
  const numbers = input.given('numbers');
  if (numbers !== undefined && !Array.isArray(numbers)) input.wrong('numbers', 'must be an array');
  const fields = given({
    name,
    display_name: input.text('display_name'),
    image_url: input.address('image_url'),
    numbers: numbers as unknown[] | undefined,
    callback: input.object('callback'),
    properties: input.has('properties')
      ? given({
          ttl: properties.integer('ttl', { min: 0 }),
          type: properties.text('type'),
          custom_sort_key: properties.text('custom_sort_key'),
          custom_data: properties.object('custom_data'),
        })
      : undefined,
  });
  input.check();
  return fields;
}
