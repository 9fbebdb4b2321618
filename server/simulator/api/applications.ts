import { createPublicKey, generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Region } from '../../../shared/regions.js';
import type { Application, Cloud } from '../account/cloud.js';
import type { SimulatorDeps } from '../deps.js';
import { unknownId } from '../http/errors.js';
import { needAcceptJson, needJson, onlyVerbs } from '../http/http-checks.js';
import { type Input, readInput } from '../http/input.js';
import { numberedPage } from '../http/paging.js';
import { homeRegion } from '../network/regions.js';
import { readCapabilities } from './capabilities.js';

const makeKeyPair = promisify(generateKeyPair);

/** Applications API v2 (Vonage: http-api §1). */
export function applicationsApi(app: FastifyInstance, { cloud, auth, settings }: SimulatorDeps): void {
  const enter = (request: FastifyRequest): void => {
    needAcceptJson(request);
    auth.account(request);
  };
  const wanted = (request: FastifyRequest): Application => {
    enter(request);
    const { id } = request.params as { id: string };
    const application = cloud.applications.get(id);
    if (!application) throw unknownId(id);
    return application;
  };

  app.get('/v2/applications', (request) => {
    enter(request);
    const { items, envelope } = numberedPage(request, [...cloud.applications.values()]);
    return { ...envelope, _embedded: { applications: items.map((one) => shown(one)) } };
  });

  app.post('/v2/applications', async (request, reply) => {
    enter(request);
    needJson(request);
    const fields = readApplication(request.body);
    const pair = fields.publicKey ? null : await newKeys();
    const application: Application = {
      id: randomUUID(),
      name: fields.name,
      publicKey: fields.publicKey ?? pair!.publicKey,
      improveAi: fields.improveAi,
      capabilities: fields.capabilities,
    };
    cloud.applications.set(application.id, application);
    cloud.save('applications');
    return reply.status(201).send(shown(application, pair?.privateKey));
  });

  app.get('/v2/applications/:id', (request) => shown(wanted(request)));

  app.put('/v2/applications/:id', (request) => {
    const application = wanted(request);
    needJson(request);
    const { publicKey = application.publicKey, ...fields } = readApplication(request.body);
    const before = homeRegion(application, settings);
    Object.assign(application, fields, { publicKey });
    const region = homeRegion(application, settings);
    if (region !== before && settings.manners.users_on_region_change === 'move') moveUsers(cloud, application, region);
    cloud.save('applications');
    return shown(application);
  });

  app.delete('/v2/applications/:id', async (request, reply) => {
    removeApplication(cloud, wanted(request));
    return reply.status(204).send();
  });

  onlyVerbs(app, '/v2/applications', ['GET', 'POST']);
  onlyVerbs(app, '/v2/applications/:id', ['GET', 'PUT', 'DELETE']);
}

function moveUsers(cloud: Cloud, { id }: Application, region: Region): void {
  for (const user of [...cloud.users.values()].filter((one) => one.applicationId === id)) {
    const former = { region: user.region };
    user.region = region;
    cloud.putUser(user, former);
  }
}

async function newKeys(): Promise<{ publicKey: string; privateKey: string }> {
  return makeKeyPair('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** Removes what belongs to an application: users, conversations and number links; recordings stay until they expire. */
function removeApplication(cloud: Cloud, { id }: Application): void {
  cloud.applications.delete(id);
  for (const user of [...cloud.users.values()]) if (user.applicationId === id) cloud.removeUser(user);
  for (const one of [...cloud.conversations.values()]) if (one.applicationId === id) cloud.conversations.delete(one.id);
  for (const number of cloud.numbers.values()) if (number.app_id === id) delete number.app_id;
  for (const part of ['applications', 'conversations', 'numbers'] as const) cloud.save(part);
}

/** @param privateKey only in the response to its creation */
function shown(application: Application, privateKey?: string) {
  const { id, name, publicKey, improveAi, capabilities } = application;
  return {
    id,
    name,
    keys: { public_key: publicKey, ...(privateKey && { private_key: privateKey }) },
    privacy: { improve_ai: improveAi },
    capabilities,
    _links: { self: { href: `/v2/applications/${id}` } },
  };
}

function readApplication(body: unknown) {
  const input = readInput(body);
  const name = input.text('name', { required: true });
  const publicKey = readPublicKey(input.inside('keys'));
  const improveAi = input.inside('privacy').flag('improve_ai') ?? true;
  const capabilities = readCapabilities(input);
  input.check();
  return { name: name!, publicKey, improveAi, capabilities };
}

/** A PEM of an RSA key of at least 2048 bits. */
function readPublicKey(keys: Input): string | undefined {
  const pem = keys.text('public_key');
  if (pem === undefined) return undefined;
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'rsa' && key.asymmetricKeyDetails!.modulusLength! >= 2048) return pem;
  } catch {
    // Reported below.
  }
  return keys.wrong('public_key', 'must be the PEM of an RSA public key of at least 2048 bits');
}
