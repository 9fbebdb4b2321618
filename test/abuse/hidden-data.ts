import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { accounts, members } from '../../server/accounts/accounts.table.js';
import { applicationSecret, applications } from '../../server/applications/applications.table.js';
import { generateKeyPair } from '../../server/applications/key-pair.js';
import { calls, legs } from '../../server/calls/calls.table.js';
import { events } from '../../server/calls/events/events.table.js';
import { foldLeg, NO_LEG } from '../../server/calls/fold/leg-state.js';
import { contacts } from '../../server/contacts/contacts.table.js';
import { numbers } from '../../server/numbers/numbers.table.js';
import { presetVersions } from '../../server/presets/presets.table.js';
import { createSecrets } from '../../server/secrets.js';
import { users } from '../../server/users/users.table.js';
import type { TestApp } from '../helpers/test-app.js';

/** Stands in everything that the reader of a test must not get to see, and nowhere else. */
export const HIDDEN = /HIDDEN|99900011/;

/** Objects of others that a request may name. */
export interface ForeignIds {
  applicationId: string;
  callId: string;
  contactId: string;
  userId: string;
  memberId: string;
  legUuid: string;
  userName: string;
  msisdn: string;
}

const anyNumber = () => `99900011${String(Math.random()).slice(2, 8)}`;

/** Writes someone's call with everything that belongs to it, and a name for its caller, directly to the tables. */
export async function putCall(app: TestApp, applicationId: string, userName: string, from = anyNumber()) {
  const [callId, legUuid, at] = [randomUUID(), `leg-HIDDEN-${randomUUID()}`, app.clock.now()];
  const [owner] = await app.db.select().from(applications).where(eq(applications.id, applicationId));
  const contactId = randomUUID();
  const contact = { accountId: owner!.accountId, number: from, name: 'HIDDEN', writtenAt: at };
  await app.db.insert(contacts).values({ id: contactId, ...contact });
  const conversationUuid = `CON-HIDDEN-${callId}`;
  await app.db.insert(calls).values({
    id: callId,
    applicationId,
    key: callId,
    direction: 'inbound',
    from,
    to: '99900011002',
    userName,
    status: 'answered',
    conversationUuid,
    startedAt: at,
    ncco: [{ action: 'talk', text: 'HIDDEN' }],
  });
  const details = { direction: 'inbound', from, to: '99900011002' } as const;
  const fact = { leg: legUuid, at: at.toISOString(), sure: true, conversation: conversationUuid, details };
  const state = foldLeg(NO_LEG, { ...fact, status: 'answered' });
  await app.db.insert(legs).values({ applicationId, uuid: legUuid, callId, state, userName, live: true });
  await app.db.insert(events).values({
    id: randomUUID(),
    receivedAt: at,
    applicationId,
    door: 'event',
    raw: Buffer.from('{}'),
    kind: 'status',
    body: { from, note: 'HIDDEN' },
    legUuid,
    conversationUuid,
    callId,
    appliedAt: at,
  });
  return { callId, legUuid, contactId, from };
}

/** An application with a user, an agent, a number, a preset and a call; all of it says HIDDEN. */
export async function putApplication(app: TestApp, accountId: string): Promise<ForeignIds> {
  const at = app.clock.now();
  const { encrypt } = createSecrets(app.servers[0]!.config.appSecrets);
  const { privateKey } = await generateKeyPair();
  const [applicationId, userId, memberId] = [`HIDDEN-${randomUUID()}`, `USR-HIDDEN-${randomUUID()}`, randomUUID()];
  const [userName, msisdn] = [`HIDDEN-${userId.slice(-6)}`, anyNumber()];
  await app.db.insert(applications).values({
    id: applicationId,
    accountId,
    vonageId: randomUUID(),
    name: 'HIDDEN',
    publicKey: 'HIDDEN',
    privateKey: encrypt(privateKey, applicationSecret('privateKey', applicationId)),
    mobileApiKey: encrypt('HIDDEN', applicationSecret('mobileApiKey', applicationId)),
    signedCallbacks: true,
    createdAt: at,
  });
  await app.db.insert(users).values({ id: userId, applicationId, name: userName, displayName: 'HIDDEN', seenAt: at });
  const agent = { role: 'agent' as const, applicationId, userName, displayName: 'HIDDEN', createdAt: at };
  await app.db.insert(members).values({ id: memberId, accountId, name: `hidden-${memberId}`, ...agent });
  const number = { country: 'GB', type: 'mobile-lvn', features: ['VOICE'], applicationId, seenAt: at };
  await app.db.insert(numbers).values({ accountId, msisdn, ...number });
  const version = { kind: 'custom' as const, version: 1, ncco: [{ action: 'talk', text: 'HIDDEN' }], menu: [] };
  await app.db.insert(presetVersions).values({ applicationId, ...version, savedAt: at });
  const { from: _, ...call } = await putCall(app, applicationId, userName);
  return { applicationId, userId, memberId, userName, msisdn, ...call };
}

/** Another account of this server, with an application and all that. */
export async function putAccount(app: TestApp): Promise<ForeignIds> {
  const id = randomUUID();
  const row = { kind: 'cloud' as const, apiKey: `HIDDEN-${id}`, apiSecret: 'HIDDEN', createdAt: app.clock.now() };
  await app.db.insert(accounts).values({ id, ...row });
  return putApplication(app, id);
}
