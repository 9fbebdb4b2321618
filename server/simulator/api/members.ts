import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Cloud, User } from '../account/cloud.js';
import type { SimulatorDeps } from '../deps.js';
import { missing } from '../http/errors.js';
import { needJson } from '../http/http-checks.js';
import { given, type Input, readInput } from '../http/input.js';
import { cursorPage, origin } from '../http/paging.js';
import { addEvent, type Conversation, type Member } from '../network/conversations.js';
import { wantedConversation } from './conversations.js';

const CHANNELS = ['app', 'phone', 'sip', 'websocket', 'vbc', 'sms', 'mms', 'whatsapp', 'viber', 'messenger'] as const;

/** Conversations API v1: members of a conversation. Requests have states in lower case, responses in upper case. */
export function membersApi(app: FastifyInstance, deps: SimulatorDeps): void {
  const { cloud, clock } = deps;

  const wanted = (request: FastifyRequest) => {
    const { conversation, sub } = wantedConversation(request, deps);
    const { memberId } = request.params as { memberId: string };
    const me = memberId === 'me' && sub && cloud.user(conversation.applicationId, conversation.region, sub);
    const member = conversation.members.find((one) =>
      me ? one.userId === me.id && one.state !== 'LEFT' : one.id === memberId,
    );
    if (!member) throw missing('Member');
    return { conversation, member };
  };

  /** Stores the time of the new state and adds an event. */
  function enter(conversation: Conversation, member: Member, state: Member['state']): void {
    const word = state.toLowerCase() as 'joined' | 'invited' | 'left';
    const now = clock.now();
    member.state = state;
    member.timestamp[word] = now.toISOString();
    const { userId, channel } = member;
    addEvent(conversation, now, { type: `member:${word}`, from: member.id, body: { user_id: userId, channel } });
    cloud.save('conversations');
  }

  app.get('/v1/conversations/:id/members', (request) => {
    const { conversation } = wantedConversation(request, deps);
    const { items, envelope } = cursorPage(request, conversation.members, (one) => one.id);
    const members = items.map((one) => listed(one, conversation, cloud, request));
    return { ...envelope, _embedded: { members } };
  });

  app.post('/v1/conversations/:id/members', async (request, reply) => {
    const { conversation } = wantedConversation(request, deps);
    needJson(request);
    const { user, state, ...fields } = readMember(request.body, (input) => userOf(input, conversation, cloud));
    const member: Member = { id: `MEM-${randomUUID()}`, state, userId: user.id, timestamp: {}, ...fields };
    conversation.members.push(member);
    enter(conversation, member, state);
    return reply.status(201).send(shown(member, conversation, cloud, request));
  });

  app.get('/v1/conversations/:id/members/:memberId', (request) => {
    const { conversation, member } = wanted(request);
    return shown(member, conversation, cloud, request);
  });

  app.patch('/v1/conversations/:id/members/:memberId', (request) => {
    const { conversation, member } = wanted(request);
    needJson(request);
    const input = readInput(request.body);
    const state = input.oneOf('state', ['JOINED', 'LEFT'] as const, { required: true });
    const reason = input.object('reason');
    if (member.state === 'LEFT') input.wrong('state', 'cannot change after the member has left');
    input.check();
    if (reason) member.reason = reason;
    if (state && state !== member.state) enter(conversation, member, state);
    return shown(member, conversation, cloud, request);
  });
}

function readMember(body: unknown, findUser: (input: Input) => User | undefined) {
  const input = readInput(body);
  const user = findUser(input);
  const state = input.oneOf('state', ['JOINED', 'INVITED'] as const, { required: true });
  const channel = input.object('channel', { required: true });
  if (channel) input.inside('channel').oneOf('type', CHANNELS, { required: true });
  const fields = given({
    media: input.object('media'),
    knocking_id: input.text('knocking_id'),
    invited_by: input.text('member_id_inviting'),
  });
  input.check();
  return { user: user!, state: state!, channel: channel!, ...fields };
}

/** The user by id or name. @throws SimError 404 if the application does not have it */
function userOf(input: Input, { applicationId, region }: Conversation, cloud: Cloud): User | undefined {
  if (!input.object('user', { required: true })) return undefined;
  const fields = input.inside('user');
  const [id, name] = [fields.text('id'), fields.text('name')];
  if (!id && !name) return input.wrong('user', 'must have an id or a name');
  const user = id ? cloud.users.get(id) : cloud.user(applicationId, region, name!);
  if (user?.applicationId !== applicationId || user.region !== region) throw missing('User');
  return user;
}

function listed(member: Member, conversation: Conversation, cloud: Cloud, request: FastifyRequest) {
  const user = cloud.users.get(member.userId);
  const self = (path: string) => ({ self: { href: `${origin(request)}/v1/${path}` } });
  return {
    id: member.id,
    state: member.state,
    _embedded: {
      user: given({
        id: member.userId,
        name: user?.name,
        display_name: user?.display_name,
        _links: self(`users/${member.userId}`),
      }),
    },
    _links: self(`conversations/${conversation.id}/members/${member.id}`),
  };
}

function shown(member: Member, conversation: Conversation, cloud: Cloud, request: FastifyRequest): object {
  const { id: _id, state: _state, userId: _user, ...fields } = member;
  const initiator = { [member.timestamp.invited ? 'invited' : 'joined']: { is_system: true } };
  return { ...listed(member, conversation, cloud, request), ...fields, initiator };
}
