import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Cloud, User } from '../account/cloud.js';
import type { SimulatorDeps } from '../deps.js';
import { duplicateName, missing, SimError } from '../http/errors.js';
import { needJson } from '../http/http-checks.js';
import { given, type Json, readInput } from '../http/input.js';
import { cursorPage, origin, originOf } from '../http/paging.js';

const LONGEST_TTL_S = 2_147_483_648;
const CHANNELS = ['pstn', 'sip', 'vbc', 'websocket', 'sms', 'mms', 'whatsapp', 'viber', 'messenger'];

/** Users API v1: an application's users, for tokens of that application (Vonage: http-api §3). */
export function usersApi(app: FastifyInstance, { cloud, auth }: SimulatorDeps): void {
  /** @param byName whether the name is accepted as well as the id */
  const wanted = (request: FastifyRequest, byName = false): User => {
    const { application, region } = auth.application(request);
    const { id } = request.params as { id: string };
    const user = cloud.users.get(id) ?? (byName ? cloud.user(application.id, region, id) : undefined);
    if (user?.applicationId !== application.id || user.region !== region) throw missing('User');
    return user;
  };

  app.get('/v1/users', (request) => {
    const { application, region } = auth.application(request);
    const { name } = request.query as { name?: string };
    const all = name
      ? [cloud.user(application.id, region, name)].filter((user) => user !== undefined)
      : [...cloud.users.values()].filter((user) => user.applicationId === application.id && user.region === region);
    const { items, envelope } = cursorPage(request, all, (user) => user.id);
    return { ...envelope, _embedded: { users: items.map((user) => listed(user, request)) } };
  });

  app.post('/v1/users', async (request, reply) => {
    const { application, region } = auth.admin(request);
    needJson(request);
    const { name = `NAM-${randomUUID()}`, ...fields } = readUser(request.body);
    const user: User = { id: `USR-${randomUUID()}`, applicationId: application.id, region, name, ...fields };
    needFreeName(cloud, user);
    cloud.putUser(user);
    return reply.status(201).send(shown(user, request));
  });

  app.get('/v1/users/:id', (request) => shown(wanted(request, true), request));

  app.patch('/v1/users/:id', (request) => {
    auth.admin(request);
    const user = wanted(request);
    needJson(request);
    const fields = readUser(request.body);
    const formerName = user.name;
    if (fields.name !== undefined && fields.name !== formerName) {
      needFreeName(cloud, { ...user, name: fields.name });
    }
    Object.assign(user, fields);
    cloud.putUser(user, { name: formerName });
    return shown(user, request);
  });

  app.delete('/v1/users/:id', async (request, reply) => {
    auth.admin(request);
    cloud.removeUser(wanted(request));
    return reply.status(204).send();
  });

  app.get('/v1/users/:id/conversations', (request) => {
    const user = wanted(request, true);
    const all = [...cloud.conversations.values()].filter((one) =>
      one.members.some((member) => member.userId === user.id && member.state !== 'LEFT'),
    );
    const { items, envelope } = cursorPage(request, all, (one) => one.id);
    const conversations = items.map(({ id, name, display_name, timestamp }) =>
      given({ id, name, display_name, timestamp, _links: self(`${origin(request)}/v1/conversations/${id}`) }),
    );
    return { ...envelope, _embedded: { conversations } };
  });

  app.get('/v1/users/:id/sessions', (request) => {
    wanted(request, true);
    const { envelope } = cursorPage(request, [] as User[], (user) => user.id);
    return { ...envelope, _embedded: { sessions: [] } };
  });
}

const self = (href: string) => ({ self: { href } });

/** The link names the user's region (Vonage: real-cloud row 3). */
const linkTo = ({ id, region }: User, request: FastifyRequest) => self(`${originOf(request, region)}/v1/users/${id}`);

function listed(user: User, request: FastifyRequest): object {
  const { id, name, display_name } = user;
  return given({ id, name, display_name, _links: linkTo(user, request) });
}

function shown(user: User, request: FastifyRequest): object {
  const { applicationId: _hidden, region: _implied, ...fields } = user;
  return { ...fields, _links: linkTo(user, request) };
}

function needFreeName(cloud: Cloud, { applicationId, region, name }: User): void {
  if (cloud.user(applicationId, region, name)) throw duplicateName('User');
}

/** Names must be unique in the application, must not be `me`, and must not look like an id. */
function readUser(body: unknown): Partial<Omit<User, 'id' | 'applicationId'>> {
  const input = readInput(body);
  const name = input.text('name');
  if (name !== undefined && (name.trim() === '' || name === 'me' || name.startsWith('USR-'))) {
    throw new SimError(400, 'Bad Request', 'The user name must not be blank, be "me" or begin with "USR-".', {
      code: 'user:error:invalid-user-name',
      invalid: [{ name: 'name', reason: 'must not be blank, be "me" or begin with "USR-"' }],
    });
  }
  const display_name = input.text('display_name');
  const image_url = input.address('image_url');
  const properties = input.inside('properties');
  const custom_data = properties.object('custom_data');
  const ttl = properties.integer('ttl', { min: 1, max: LONGEST_TTL_S });
  const channels = readChannels(input.object('channels'), input.wrong);
  input.check();
  return given({
    name,
    display_name,
    image_url,
    properties: input.has('properties') ? given({ custom_data, ttl }) : undefined,
    channels,
  });
}

function readChannels(channels: Json | undefined, wrong: (name: string, reason: string) => void): Json | undefined {
  for (const [type, list] of Object.entries(channels ?? {})) {
    if (!CHANNELS.includes(type)) wrong(`channels.${type}`, `must be one of: ${CHANNELS.join(', ')}`);
    else if (!Array.isArray(list)) wrong(`channels.${type}`, 'must be an array');
  }
  return channels;
}
