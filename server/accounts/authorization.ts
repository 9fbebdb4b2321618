import { fail } from '../errors.js';
import { type Actor, type Role, requireRole } from './actor.js';
import { requireScope, type Scope } from './keys/scopes.js';

/** Who may do one thing. */
export interface Rule {
  roles: readonly Role[];
  /** What an API key needs for it; without one, no API key may. `any`: what is found is judged by its own rule. */
  scope?: Scope | 'any';
  /** Whether who has a second factor enters a code first, if none was entered in the session for ten minutes. */
  confirm?: true;
  /** What an agent gets of it, when that is less than others get; the service sees to it. */
  agent?: string;
}

const ADMIN = ['admin'] as const;
const STAFF = ['admin', 'supervisor'] as const;
const ALL = ['admin', 'supervisor', 'agent'] as const;

/**
 * The one table of who may do what. Whatever stands in schema.graphql as a query, mutation or subscription stands here
 * too; what does not stand here is refused to everybody. Below them: fields of types that not everybody who may read the
 * type may read, too. Services keep the finer checks: whose account, whose call, whose user.
 */
export const AUTHORIZATION: Readonly<Record<string, Rule | 'public'>> = {
  // Signing in
  'Query.signInOptions': 'public',
  'Query.viewer': 'public',
  'Mutation.acceptInvitation': 'public',
  'Mutation.confirmSignIn': 'public',
  'Mutation.signIn': 'public',
  'Mutation.signInWithVonage': 'public',
  'Mutation.signOut': 'public',
  'SignInOptions.invitation': 'public',

  // Anything by its id
  'Query.node': { roles: ALL, scope: 'any', agent: 'what the own queries show' },
  'Query.nodes': { roles: ALL, scope: 'any', agent: 'what the own queries show' },

  // The account and its people
  'Query.account': { roles: STAFF },
  'Query.auditLog': { roles: ADMIN },
  'Query.origins': { roles: ADMIN },
  'Query.retention': { roles: ADMIN },
  'Query.apiKeys': { roles: ADMIN },
  'Query.invitations': { roles: ADMIN },
  'Query.members': { roles: ADMIN },
  'Query.securityWarnings': { roles: ADMIN },
  'Query.sessions': { roles: ALL, agent: 'the own ones' },
  'Mutation.changePassword': { roles: ALL, agent: 'the own one' },
  'Mutation.createApiKey': { roles: ADMIN, confirm: true },
  'Mutation.createMember': { roles: ADMIN, confirm: true },
  'Mutation.endSession': { roles: ALL, agent: 'an own one' },
  'Mutation.endSessions': { roles: ALL, agent: 'the own ones' },
  'Mutation.inviteMember': { roles: ADMIN, confirm: true },
  'Mutation.removeMember': { roles: ADMIN },
  'Mutation.reset': { roles: ADMIN, confirm: true },
  'Mutation.resetPassword': { roles: ADMIN, confirm: true },
  'Mutation.revokeInvitation': { roles: ADMIN },
  'Mutation.revokeApiKey': { roles: ADMIN },
  'Mutation.eraseCaller': { roles: ADMIN },
  'Mutation.setOrigins': { roles: ADMIN },
  'Mutation.setRetention': { roles: ADMIN },
  'Mutation.setSignatureSecret': { roles: ADMIN, confirm: true },
  'Mutation.updateMember': { roles: ADMIN, confirm: true },
  'Query.secondFactor': { roles: ALL, agent: 'the own one' },
  'Mutation.beginSecondFactor': { roles: ALL, agent: 'the own one' },
  'Mutation.confirmIdentity': { roles: ALL, agent: 'by the own code' },
  'Mutation.disableSecondFactor': { roles: ALL, confirm: true, agent: 'the own one' },
  'Mutation.enableSecondFactor': { roles: ALL, agent: 'the own one' },
  'Mutation.removeSecondFactor': { roles: ADMIN, confirm: true },
  'Mutation.renewRecoveryCodes': { roles: ALL, confirm: true, agent: 'the own ones' },
  'Member.hasSecondFactor': { roles: ADMIN },
  'Account.apiKey': { roles: STAFF },
  'Account.balance': { roles: ADMIN },
  'Account.handsetToken': { roles: ALL },
  'Account.publicUrl': { roles: STAFF },
  'Account.publicUrlProblem': { roles: STAFF },
  'Account.signatureSecretKnown': { roles: STAFF },

  // Applications
  'Query.application': { roles: STAFF, scope: 'applications:read' },
  'Query.applications': { roles: STAFF, scope: 'applications:read' },
  'Query.webhooksReachable': { roles: STAFF, scope: 'applications:read' },
  'Mutation.createApplication': { roles: ADMIN, scope: 'applications:write' },
  'Mutation.deleteApplication': { roles: ADMIN },
  'Mutation.rotateMobileApiKey': { roles: ADMIN, scope: 'mobile_keys:write' },
  'Mutation.rotateKeyPair': { roles: ADMIN, confirm: true },
  'Mutation.rotateWebhookAddresses': { roles: ADMIN, scope: 'applications:write' },
  'Mutation.storePushCredential': { roles: ADMIN, scope: 'applications:write' },
  'Mutation.updateApplication': { roles: ADMIN, scope: 'applications:write' },
  'Application.answerUrl': { roles: ADMIN, scope: 'applications:write' },
  'Application.dtmfUrl': { roles: ADMIN, scope: 'applications:write' },
  'Application.eventUrl': { roles: ADMIN, scope: 'applications:write' },
  'Application.fallbackUrl': { roles: ADMIN, scope: 'applications:write' },
  'Application.previousWebhooksWork': { roles: ADMIN, scope: 'applications:write' },
  'Application.webhooksTold': { roles: ADMIN, scope: 'applications:write' },
  'Application.mobileApiKey': { roles: ADMIN, scope: 'mobile_keys:read' },
  'Application.previousMobileApiKey': { roles: ADMIN, scope: 'applications:read' },
  'Application.numbers': { roles: STAFF, scope: 'numbers:read' },
  'Application.presets': { roles: STAFF, scope: 'presets:read' },
  'Application.privateKey': { roles: ADMIN, confirm: true },

  // Numbers
  'Query.availableNumbers': { roles: ADMIN, scope: 'numbers:read' },
  'Query.numbers': { roles: STAFF, scope: 'numbers:read' },
  'Mutation.assignNumber': { roles: ADMIN, scope: 'numbers:write' },
  'Mutation.cancelNumber': { roles: ADMIN, scope: 'numbers:write' },
  'Mutation.rentNumber': { roles: ADMIN, scope: 'numbers:write' },
  'Mutation.setNumberPreset': { roles: ADMIN, scope: 'numbers:write' },
  'Mutation.unassignNumber': { roles: ADMIN, scope: 'numbers:write' },
  'Number.application': { roles: STAFF, scope: 'applications:read' },

  // Users and their tokens
  'Query.colleagues': { roles: ALL, scope: 'users:read', agent: 'names in the own application' },
  'Query.users': { roles: STAFF, scope: 'users:read' },
  'Mutation.createUser': { roles: ADMIN, scope: 'new_users:write' },
  'Mutation.createUsers': { roles: ADMIN, scope: 'new_users:write' },
  'Mutation.deleteUser': { roles: ADMIN, scope: 'users:write' },
  'Mutation.updateUser': { roles: ADMIN, scope: 'users:write' },
  'Mutation.createAgentToken': { roles: ALL, scope: 'tokens:write', agent: 'the own token' },

  // Presets
  'Query.checkNcco': { roles: STAFF, scope: 'presets:read' },
  'Query.preset': { roles: STAFF, scope: 'presets:read' },
  'Query.previewAnswer': { roles: STAFF, scope: 'presets:read' },
  'Mutation.publishPreset': { roles: ADMIN, scope: 'presets:write' },
  'Mutation.resetPreset': { roles: ADMIN, scope: 'presets:write' },
  'Mutation.savePreset': { roles: ADMIN, scope: 'presets:write' },
  'Mutation.setLivePreset': { roles: ADMIN, scope: 'presets:write' },
  'Mutation.startTestCall': { roles: ADMIN, scope: 'presets:write' },

  // What agents may dial
  'Query.diallingRefusals': { roles: ADMIN },
  'Query.diallingRules': { roles: ADMIN },
  'Mutation.updateDiallingRules': { roles: ADMIN },

  // Calls and events
  'Query.call': { roles: ALL, scope: 'calls:read', agent: 'own calls' },
  'Query.calls': { roles: ALL, scope: 'calls:read', agent: 'own calls' },
  'Query.events': { roles: ALL, scope: 'calls:read', agent: 'of one own call' },
  'Mutation.consultCall': { roles: ALL, scope: 'calls:write', agent: 'own calls' },
  'Mutation.writeCallNote': { roles: ALL, scope: 'calls:write', agent: 'own calls' },
  'Query.callNote': { roles: ALL, scope: 'calls:read', agent: 'own calls' },
  'Query.consult': { roles: ALL, scope: 'calls:read', agent: 'own calls' },
  'Subscription.consultChanged': { roles: ALL, scope: 'calls:read', agent: 'own calls' },
  'Mutation.endConsult': { roles: ALL, scope: 'calls:write', agent: 'own calls' },
  'Mutation.hangUpLeg': { roles: ALL, scope: 'calls:write', agent: 'own calls' },
  'Mutation.holdCall': { roles: ALL, scope: 'calls:write', agent: 'own calls' },
  'Mutation.resumeCall': { roles: ALL, scope: 'calls:write', agent: 'own calls' },
  'Mutation.transferCall': { roles: ALL, scope: 'calls:write', agent: 'own calls' },
  'Subscription.callOfLeg': { roles: ALL, scope: 'calls:read', agent: 'own calls' },
  'Subscription.callChanged': { roles: ALL, scope: 'calls:read', agent: 'own calls' },
  'Subscription.eventAdded': { roles: STAFF, scope: 'calls:read' },
};

const OPERATION = /^(Query|Mutation|Subscription)\./;

/**
 * Lets an actor do something, or says why not.
 * @param name `Type.field` of the schema
 * @throws UNAUTHENTICATED for a stranger, FORBIDDEN when the role or the scopes of an API key do not allow it
 */
export function authorize(actor: Actor | null, name: string): void {
  const rule = AUTHORIZATION[name];
  if (rule === 'public') return;
  if (!actor) throw fail('UNAUTHENTICATED', 'Please sign in.');
  if (!rule) {
    if (OPERATION.test(name)) throw fail('FORBIDDEN', 'This is allowed to nobody.', { rule: 'closed' });
    return;
  }
  requireRole(actor, ...rule.roles);
  if (actor.via !== 'apiKey') return;
  if (!rule.scope) throw fail('FORBIDDEN', 'No API key may do this.', { rule: 'noApiKey' });
  if (rule.scope !== 'any') requireScope(actor, rule.scope);
}

/** Whether who has a second factor enters a code first. @param name `Type.field` of the schema */
export function wantsConfirmation(name: string): boolean {
  const rule = AUTHORIZATION[name];
  return rule !== undefined && rule !== 'public' && rule.confirm === true;
}

/** Whether an actor may do it. */
export function isAuthorized(actor: Actor | null, name: string): boolean {
  try {
    authorize(actor, name);
    return true;
  } catch {
    return false;
  }
}

/** The table as Markdown, for docs/authorization.md. */
export function describeAuthorization(): string {
  const rows = Object.entries(AUTHORIZATION).map(([name, rule]) => ({ name, rule }));
  const operations = (kind: string) =>
    rows.filter((row) => row.name.startsWith(`${kind}.`)).map((row) => ({ ...row, name: row.name.split('.')[1]! }));
  const fields = rows.filter(({ name }) => !OPERATION.test(name));
  return `${[
    '# Who may do what',
    'Written by `npm run schema` from `server/accounts/authorization.ts`, which the server itself goes by; a test compares it with schema.graphql.',
    'Closed by default: what does not stand here is refused. The account\'s key and secret (HTTP Basic) count as an admin. An API key acts as an admin within its scopes, and writing includes reading; "–" = no API key. "with a code": who has a second factor enters a code first, if none was entered in the session for ten minutes. Everybody sees their own account only.',
    ...['Query', 'Mutation', 'Subscription'].flatMap((kind) => [`## ${kind}`, table('Operation', operations(kind))]),
    '## Fields of types',
    'Fields that are for fewer people than their type. For others they are null where the schema allows it, else FORBIDDEN.',
    table('Field', fields),
  ].join('\n\n')}\n`;
}

function table(first: string, rows: { name: string; rule: Rule | 'public' }[]): string {
  const sorted = rows.toSorted((left, right) => left.name.localeCompare(right.name, 'en'));
  const lines = sorted.map(({ name, rule }) => {
    if (rule === 'public') return `| \`${name}\` | everybody | everybody | everybody | everybody |`;
    const { roles, scope, agent, confirm } = rule;
    const code = confirm ? ', with a code' : '';
    const of = (role: Role) => (roles.includes(role) ? `yes${code}` : '–');
    const ofAgent = roles.includes('agent') ? `${agent ?? 'yes'}${code}` : '–';
    const ofKey = scope === 'any' ? 'what its scopes show' : scope ? `\`${scope}\`` : '–';
    return `| \`${name}\` | ${of('admin')} | ${of('supervisor')} | ${ofAgent} | ${ofKey} |`;
  });
  return [`| ${first} | admin | supervisor | agent | API key |`, '|---|---|---|---|---|', ...lines].join('\n');
}
