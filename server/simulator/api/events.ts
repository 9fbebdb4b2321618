import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Cloud } from '../account/cloud.js';
import type { SimulatorDeps } from '../deps.js';
import { missing } from '../http/errors.js';
import { needJson } from '../http/http-checks.js';
import { given, readInput } from '../http/input.js';
import { cursorPage, origin } from '../http/paging.js';
import { addEvent, type Conversation, type ConversationEvent } from '../network/conversations.js';
import { wantedConversation } from './conversations.js';

/** Characters of JSON. Anyone who can post events can post many, and all are kept. */
const LONGEST_BODY = 10_000;
const TYPE = /^[a-z]+(:[\w.-]+)*$/;

/** Conversations API v1: the events of a conversation. */
export function eventsApi(app: FastifyInstance, deps: SimulatorDeps): void {
  const { cloud, clock } = deps;

  const wanted = (request: FastifyRequest) => {
    const { conversation } = wantedConversation(request, deps);
    const { eventId } = request.params as { eventId: string };
    const event = conversation.events.find((one) => String(one.id) === eventId);
    if (!event) throw missing('Event');
    return { conversation, event };
  };

  app.get('/v1/conversations/:id/events', (request) => {
    const { conversation } = wantedConversation(request, deps);
    const query = readInput(request.query);
    const type = query.text('event_type');
    const first = query.integer('start_id') ?? Number.NEGATIVE_INFINITY;
    const last = query.integer('end_id') ?? Number.POSITIVE_INFINITY;
    query.check();
    const all = conversation.events.filter(
      (event) => event.id >= first && event.id <= last && (type === undefined || event.type === type),
    );
    const { items, envelope } = cursorPage(request, all, (event) => String(event.id));
    // A plain array, unlike other lists, because the SDK reads it that way.
    return { ...envelope, _embedded: items.map((event) => shown(event, conversation, cloud, request)) };
  });

  app.post('/v1/conversations/:id/events', async (request, reply) => {
    const { conversation } = wantedConversation(request, deps);
    needJson(request);
    const event = addEvent(conversation, clock.now(), readEvent(request.body, conversation));
    cloud.save('conversations');
    return reply.status(201).send(shown(event, conversation, cloud, request));
  });

  app.get('/v1/conversations/:id/events/:eventId', (request) => {
    const { conversation, event } = wanted(request);
    return shown(event, conversation, cloud, request);
  });

  app.delete('/v1/conversations/:id/events/:eventId', async (request, reply) => {
    const { conversation, event } = wanted(request);
    conversation.events = conversation.events.filter((one) => one !== event);
    cloud.save('conversations');
    return reply.status(204).send();
  });
}

function readEvent(body: unknown, conversation: Conversation) {
  const input = readInput(body);
  const type = input.text('type', { required: true });
  if (type && !TYPE.test(type)) input.wrong('type', 'must be a type of event such as message or custom:mine');
  const from = input.text('from');
  const to = input.text('to');
  for (const [name, id] of Object.entries({ from, to })) {
    if (id && !conversation.members.some((member) => member.id === id)) input.wrong(name, 'is no member');
  }
  const content = input.object('body') ?? {};
  if (JSON.stringify(content).length > LONGEST_BODY) input.wrong('body', `must be at most ${LONGEST_BODY} long`);
  input.check();
  return { type: type!, body: content, ...given({ from, to }) };
}

function shown(event: ConversationEvent, conversation: Conversation, cloud: Cloud, request: FastifyRequest): object {
  const member = conversation.members.find((one) => one.id === event.from);
  const user = member && cloud.users.get(member.userId);
  const href = `${origin(request)}/v1/conversations/${conversation.id}/events/${event.id}`;
  return {
    ...event,
    _embedded: given({
      from_member: member && { id: member.id },
      from_user: user && given({ id: user.id, name: user.name, display_name: user.display_name }),
    }),
    _links: { self: { href } },
  };
}
