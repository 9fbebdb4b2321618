import { eq } from 'drizzle-orm';
import type { Accounts } from '../accounts/accounts.service.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import type { Db } from '../db/connect.js';
import { badInput, notFound } from '../errors.js';
import { parseForeignJson } from '../json-depth.js';
import type { Realtime } from '../realtime/topics.js';
import type { Secrets } from '../secrets.js';
import type { Vonage } from '../vonage/client.js';
import type { Applications } from './applications.service.js';
import { applicationSecret, applications as table } from './applications.table.js';
import type { MakeKeyPair } from './key-pair.js';
import type { Application } from './read-applications.js';

interface SetUpDeps {
  db: Db;
  vonage: Vonage;
  accounts: Accounts;
  applications: Applications;
  makeKeyPair: MakeKeyPair;
  secrets: Secrets;
  audit: Audit;
  realtime: Realtime;
}

export interface PushCredential {
  platform: 'ios' | 'android';
  /** iOS: the .p12 file in hexadecimal. Android: the Firebase key, today the JSON of a service account. */
  token: string;
  /** Firebase project id; Android only. Read from the service account if omitted. */
  projectId?: string | null;
}

/** Characters; a certificate with its chain has a few thousand bytes. */
const LONGEST_TOKEN = 60_000;
/** A .p12 file is DER and begins with a sequence. */
const P12 = /^30(?:[0-9a-f]{2}){64,}$/i;

/** What an application has at Vonage besides webhooks: its key pair and push credentials. */
export function createVonageSetUp(deps: SetUpDeps) {
  const { db, vonage, accounts, applications, makeKeyPair, secrets, audit, realtime } = deps;
  const own = async (actor: Actor, id: string): Promise<Application> => {
    requireRole(actor, 'admin');
    return applications.find(actor, id);
  };
  const target = ({ id, name }: Application) => ({ kind: 'application', id, name });

  return {
    /**
     * Replaces the key pair, at Vonage first: tokens signed with the old one are refused from then on. If the process
     * dies in between, rotating again fixes it, because the account's key and secret are enough.
     * @throws FORBIDDEN, NOT_FOUND, VONAGE_REFUSED, VONAGE_UNREACHABLE
     */
    async rotateKeyPair(actor: Actor, id: string): Promise<Application> {
      const { accountId, vonageId } = await own(actor, id);
      const { publicKey, privateKey } = await makeKeyPair();
      await vonage.account(await accounts.access(accountId)).updateApplication(vonageId, { publicKey });
      const changed = await db.transaction(async (tx) => {
        const sealed = { publicKey, privateKey: secrets.encrypt(privateKey, applicationSecret('privateKey', id)) };
        const [row] = await tx.update(table).set(sealed).where(eq(table.id, id)).returning();
        if (!row) throw notFound('application', id);
        const after = row as Application;
        await audit.record(actor, { action: 'application.keyPairRotated', target: target(after) }, tx);
        return after;
      });
      await realtime.publish('routing', { applicationId: id });
      return changed;
    },

    /**
     * Sends Vonage the credential for push notifications (Vonage: jwt-acl §5). It is not stored here, and Vonage does
     * not check it.
     * @throws BAD_INPUT, FORBIDDEN, NOT_FOUND, VONAGE_REFUSED, VONAGE_UNREACHABLE
     */
    async storePushCredential(actor: Actor, id: string, given: PushCredential): Promise<void> {
      const application = await own(actor, id);
      const credential = given.platform === 'ios' ? readCertificate(given) : readFirebaseKey(given);
      await vonage.application(await applications.access(id)).storePushCredential(given.platform, credential);
      const { projectId } = credential;
      const after = { platform: given.platform, ...(projectId && { projectId }) };
      await audit.record(actor, { action: 'application.pushCredentialStored', target: target(application), after });
    },
  };
}

export type VonageSetUp = ReturnType<typeof createVonageSetUp>;

function readCertificate({ token }: PushCredential): { token: string; projectId?: string } {
  checkLength(token);
  if (!P12.test(token)) throw badInput('input.token', 'certificate', 'This isn’t a .p12 file in hexadecimal.');
  return { token: token.toLowerCase() };
}

function readFirebaseKey({ token: text, projectId }: PushCredential): { token: string; projectId: string } {
  checkLength(text);
  const token = text.trim();
  const account = token.startsWith('{') ? readServiceAccount(token) : null;
  if (account === null && !/^[\w:-]{30,}$/.test(token)) {
    throw badInput('input.token', 'firebaseKey', 'This isn’t a Firebase service account key.');
  }
  const project = projectId?.trim() || account?.project_id;
  if (!project || !/^[a-z][a-z0-9-]{4,29}$/.test(project)) {
    throw badInput('input.projectId', 'firebaseProject', 'Enter the Firebase project ID, such as my-phones.');
  }
  return { token, projectId: project };
}

function readServiceAccount(text: string): { project_id: string } | null {
  try {
    const account = parseForeignJson(text) as Record<string, unknown> & { project_id: string };
    const whole = ['project_id', 'private_key', 'client_email'].every((key) => typeof account[key] === 'string');
    if (whole && account.type === 'service_account') return account;
  } catch {
    // Reported below.
  }
  throw badInput('input.token', 'firebaseKey', 'This isn’t a Firebase service account key.');
}

function checkLength(token: string): void {
  if (!token.trim()) throw badInput('input.token', 'required', 'This field is required.');
  if (token.length > LONGEST_TOKEN) {
    throw badInput('input.token', 'tooLong', `Enter no more than ${LONGEST_TOKEN} characters.`, {
      max: LONGEST_TOKEN,
    });
  }
}
