import { fail } from '../errors.js';
import { type Actor, type Role, requireRole } from './actor.js';
import { requireScope, type Scope } from './keys/scopes.js';

/** Who may use a field. */
export interface Rule {
  roles: readonly Role[];
  /** Scope that an API key needs; if missing, no API key may do it. `any`: the rule of the returned object decides. */
  scope?: Scope | 'any';
  /** Whether people with a second factor must have entered a code in this session within the last ten minutes. */
  confirm?: true;
  /** What agents get, if less than others; the service enforces it. */
  agent?: string;
}

const ADMIN = ['admin'] as const;
const STAFF = ['admin', 'supervisor'] as const;
const ALL = ['admin', 'supervisor', 'agent'] as const;

/**
 * Who may do what. Every query, mutation and subscription of schema.graphql needs an entry; without one it is refused to
 * everyone. Entries for fields restrict them further than their type. Services check the rest: whose account, call, user.
 */
export const AUTHORIZATION: Readonly<Record<string, Rule | 'public'>> = {
  // Sign-in
  'Query.signInOptions': 'public',
  'Query.viewer': 'public',
  'Mutation.acceptInvitation': 'public',
  'Mutation.confirmSignIn': 'public',
  'Mutation.signIn': 'public',
  'Mutation.signInWithVonage': 'public',
  'Mutation.signOut': 'public',
  'SignInOptions.invitation': 'public',

  // Objects by id
  'Query.node': { roles: ALL, scope: 'any', agent: 'what their own queries return' },
  'Query.nodes': { roles: ALL, scope: 'any', agent: 'what their own queries return' },

  // Tasks
  'Query.task': { roles: ADMIN },
  'Query.tasks': { roles: ADMIN },
  'Mutation.cancelTask': { roles: ADMIN },
  'Mutation.retryTask': { roles: ADMIN },
  'Subscription.taskChanged': { roles: ADMIN },

  // Account and people
  'Query.account': { roles: STAFF },
  'Query.auditLog': { roles: ADMIN },
  'Query.origins': { roles: ADMIN },
  'Query.retention': { roles: ADMIN },
  'Query.apiKeys': { roles: ADMIN },
  'Query.invitations': { roles: ADMIN },
  'Query.members': { roles: ADMIN },
  'Query.securityWarnings': { roles: ADMIN },
  'Query.setUpChecks': { roles: ADMIN },
  'Query.sessions': { roles: ALL, agent: 'their own' },
  'Mutation.changePassword': { roles: ALL, agent: 'their own' },
  'Mutation.createApiKey': { roles: ADMIN, confirm: true },
  'Mutation.createMember': { roles: ADMIN, confirm: true },
  'Mutation.endSession': { roles: ALL, agent: 'their own' },
  'Mutation.endSessions': { roles: ALL, agent: 'their own' },
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
  'Mutation.setTimeZone': { roles: ADMIN },
  'Mutation.updateMember': { roles: ADMIN, confirm: true },
  'Query.secondFactor': { roles: ALL, agent: 'their own' },
  'Mutation.beginSecondFactor': { roles: ALL, agent: 'their own' },
  'Mutation.confirmIdentity': { roles: ALL, agent: 'their own' },
  'Mutation.disableSecondFactor': { roles: ALL, confirm: true, agent: 'their own' },
  'Mutation.enableSecondFactor': { roles: ALL, agent: 'their own' },
  'Mutation.removeSecondFactor': { roles: ADMIN, confirm: true },
  'Mutation.renewRecoveryCodes': { roles: ALL, confirm: true, agent: 'their own' },
  'Member.hasSecondFactor': { roles: ADMIN },
  'Account.apiKey': { roles: STAFF },
  'Account.balance': { roles: ADMIN },
  'Account.handsetToken': { roles: ALL },
  'Account.publicUrl': { roles: STAFF },
  'Account.publicUrlProblem': { roles: STAFF },
  'Account.signatureRefusal': { roles: STAFF },
  'Account.signatureRefusedAt': { roles: STAFF },
  'Account.signatureSecretKnown': { roles: STAFF },
  'Account.signatureVerifiedAt': { roles: STAFF },

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
  'Subscription.clientAddressesChanged': { roles: ALL, scope: 'applications:read', agent: 'their own application' },
  'Mutation.changeRegion': { roles: ADMIN, scope: 'applications:write' },
  'Application.proposedRegion': { roles: ADMIN, scope: 'applications:read' },
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
  'Query.homeCountry': { roles: ALL, scope: 'numbers:read', agent: 'of their own application' },
  'Number.application': { roles: STAFF, scope: 'applications:read' },

  // Users and their tokens
  'Query.colleagues': { roles: ALL, scope: 'users:read', agent: 'names in their own application' },
  'Query.agents': { roles: ALL, scope: 'users:read', agent: 'names and states in their own application' },
  'Subscription.agentChanged': { roles: ALL, scope: 'users:read', agent: 'names and states in their own application' },
  'Mutation.setAway': { roles: ALL, scope: 'users:write', agent: 'their own state' },
  'Mutation.reportLine': { roles: ALL, scope: 'tokens:write', agent: 'their own line' },
  'Query.users': { roles: STAFF, scope: 'users:read' },
  'Mutation.createUser': { roles: ADMIN, scope: 'new_users:write' },
  'Mutation.createUsers': { roles: ADMIN, scope: 'new_users:write' },
  'Mutation.importUsers': { roles: ADMIN },
  'Mutation.deleteUser': { roles: ADMIN, scope: 'users:write' },
  'Mutation.updateUser': { roles: ADMIN, scope: 'users:write' },
  'Mutation.createAgentToken': { roles: ALL, scope: 'tokens:write', agent: 'their own' },

  // Presets
  'Query.checkNcco': { roles: STAFF, scope: 'presets:read' },
  'Query.preset': { roles: STAFF, scope: 'presets:read' },
  'Query.previewAnswer': { roles: STAFF, scope: 'presets:read' },
  'Mutation.publishPreset': { roles: ADMIN, scope: 'presets:write' },
  'Mutation.resetPreset': { roles: ADMIN, scope: 'presets:write' },
  'Mutation.savePreset': { roles: ADMIN, scope: 'presets:write' },
  'Mutation.setLivePreset': { roles: ADMIN, scope: 'presets:write' },
  'Mutation.startTestCall': { roles: ADMIN, scope: 'presets:write' },

  // Dialing rules
  'Query.diallingRefusals': { roles: ADMIN },
  'Query.diallingRules': { roles: ADMIN },
  'Mutation.updateDiallingRules': { roles: ADMIN },

  // Reports
  'Query.day': { roles: STAFF, scope: 'calls:read' },

  // Calls and events
  'Query.call': { roles: ALL, scope: 'calls:read', agent: 'their own calls, and missed ones' },
  'Query.callTotals': { roles: ALL, scope: 'calls:read', agent: 'their own calls, and missed ones' },
  'Query.calls': { roles: ALL, scope: 'calls:read', agent: 'their own calls, and missed ones' },
  'Query.events': { roles: ALL, scope: 'calls:read', agent: 'of a call that they may read' },
  'Mutation.consultCall': { roles: ALL, scope: 'calls:write', agent: 'their own calls' },
  'Mutation.writeCallNote': { roles: ALL, scope: 'calls:write', agent: 'their own calls' },
  'Query.callNote': { roles: ALL, scope: 'calls:read', agent: 'their own calls' },
  'Query.callerOfLeg': {
    roles: ALL,
    scope: 'calls:read',
    agent: 'their own legs; while live, also time, colleague, outcome and notes of others’ calls with that number',
  },
  'Mutation.nameContact': { roles: ALL, scope: 'calls:write', agent: 'numbers of their own calls' },
  'Query.consult': { roles: ALL, scope: 'calls:read', agent: 'their own calls' },
  'Subscription.consultChanged': { roles: ALL, scope: 'calls:read', agent: 'their own calls' },
  'Mutation.endConsult': { roles: ALL, scope: 'calls:write', agent: 'their own calls' },
  'Mutation.hangUpLeg': { roles: ALL, scope: 'calls:write', agent: 'their own calls' },
  'Mutation.holdCall': { roles: ALL, scope: 'calls:write', agent: 'their own calls' },
  'Query.operation': { roles: ALL, scope: 'calls:read', agent: 'their own calls' },
  'Subscription.operationChanged': { roles: ALL, scope: 'calls:read', agent: 'their own calls' },
  'Mutation.resumeCall': { roles: ALL, scope: 'calls:write', agent: 'their own calls' },
  'Mutation.transferCall': { roles: ALL, scope: 'calls:write', agent: 'their own calls' },
  'Subscription.callOfLeg': { roles: ALL, scope: 'calls:read', agent: 'their own calls, and missed ones' },
  'Subscription.callChanged': { roles: ALL, scope: 'calls:read', agent: 'their own calls, and missed ones' },
  'Subscription.eventAdded': { roles: STAFF, scope: 'calls:read' },
};

const OPERATION = /^(Query|Mutation|Subscription)\./;

/**
 * Checks that an actor may use a field.
 * @param name `Type.field` of the schema
 * @throws UNAUTHENTICATED without an actor; FORBIDDEN if the role or the API key's scopes do not allow it
 */
export function authorize(actor: Actor | null, name: string): void {
  const rule = AUTHORIZATION[name];
  if (rule === 'public') return;
  if (!actor) throw fail('UNAUTHENTICATED', 'Sign in first.');
  if (!rule) {
    if (OPERATION.test(name)) throw fail('FORBIDDEN', 'No one may do this.', { rule: 'closed' });
    return;
  }
  requireRole(actor, ...rule.roles);
  if (actor.via !== 'apiKey') return;
  if (!rule.scope) throw fail('FORBIDDEN', 'API keys can’t do this.', { rule: 'noApiKey' });
  if (rule.scope !== 'any') requireScope(actor, rule.scope);
}

/** Whether people with a second factor must enter a code first. @param name `Type.field` of the schema */
export function needsConfirmation(name: string): boolean {
  const rule = AUTHORIZATION[name];
  return rule !== undefined && rule !== 'public' && rule.confirm === true;
}

/** Like `authorize`, as a boolean. */
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
    'Generated by `npm run schema` from `server/accounts/authorization.ts`, the rules that the server enforces; a test compares it with schema.graphql.',
    'Deny by default: anything not listed here is refused. The account’s key and secret (HTTP Basic) count as an admin. An API key acts as an admin within its scopes; a write scope includes reading; “–” means no API key. “with a code”: people with two-step verification must have entered a code in this session within the last ten minutes. Everyone sees only their own account.',
    ...['Query', 'Mutation', 'Subscription'].flatMap((kind) => [`## ${kind}`, table('Operation', operations(kind))]),
    '## Fields of types',
    'Fields that fewer people may see than their type. Everyone else gets null if the schema allows it, otherwise FORBIDDEN.',
    table('Field', fields),
  ].join('\n\n')}\n`;
}

function table(first: string, rows: { name: string; rule: Rule | 'public' }[]): string {
  const sorted = rows.toSorted((left, right) => left.name.localeCompare(right.name, 'en'));
  const lines = sorted.map(({ name, rule }) => {
    if (rule === 'public') return `| \`${name}\` | everyone | everyone | everyone | everyone |`;
    const { roles, scope, agent, confirm } = rule;
    const code = confirm ? ', with a code' : '';
    const of = (role: Role) => (roles.includes(role) ? `yes${code}` : '–');
    const ofAgent = roles.includes('agent') ? `${agent ?? 'yes'}${code}` : '–';
    const ofKey = scope === 'any' ? 'what its scopes allow' : scope ? `\`${scope}\`` : '–';
    return `| \`${name}\` | ${of('admin')} | ${of('supervisor')} | ${ofAgent} | ${ofKey} |`;
  });
  return [`| ${first} | admin | supervisor | agent | API key |`, '|---|---|---|---|---|', ...lines].join('\n');
}
