import 'reflect-metadata';
import { GraphQLScalarType, lexicographicSortSchema, printSchema } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { type BuildSchemaOptions, buildSchemaSync } from 'type-graphql';
import { AccountsResolver } from '../accounts/accounts.resolver.js';
import { AuditResolver } from '../accounts/audit/audit.resolver.js';
import { ApiKeysResolver } from '../accounts/keys/api-keys.resolver.js';
import { OriginsResolver } from '../accounts/origins/origins.resolver.js';
import { InvitationsResolver } from '../accounts/people/invitations.resolver.js';
import { MembersResolver } from '../accounts/people/members.resolver.js';
import { RetentionResolver } from '../accounts/retention.resolver.js';
import { SecondFactorResolver } from '../accounts/sign-in/second-factor.resolver.js';
import { SessionsResolver } from '../accounts/sign-in/sessions.resolver.js';
import { SecurityWarningsResolver } from '../accounts/warnings/security-warnings.resolver.js';
import { ApplicationsResolver } from '../applications/applications.resolver.js';
import { VonageSetUpResolver } from '../applications/vonage-set-up.resolver.js';
import { CallerResolver } from '../calls/caller/caller.resolver.js';
import { CallsResolver, EventsResolver } from '../calls/calls.resolver.js';
import { CallOperationsResolver, CallWorkResolver } from '../calls/operations/call-operations.resolver.js';
import { EraseCallerResolver } from '../calls/retention/erase-caller.resolver.js';
import { DiallingResolver } from '../dialling/dialling.resolver.js';
import { SetUpChecksResolver } from '../doctor/set-up-checks.resolver.js';
import { ApplicationNumbersResolver, NumbersResolver } from '../numbers/numbers.resolver.js';
import { PresenceResolver } from '../presence/presence.resolver.js';
import { ApplicationPresetsResolver, PresetsResolver } from '../presets/presets.resolver.js';
import { TestCallsResolver } from '../presets/test-calls.resolver.js';
import { RegionsResolver, TokenAddressesResolver } from '../regions/regions.resolver.js';
import { RemovalResolver } from '../removal/removal.resolver.js';
import { ReportsResolver } from '../reports/reports.resolver.js';
import { TasksResolver } from '../tasks/tasks.resolver.js';
import { TokensResolver } from '../tokens/tokens.resolver.js';
import { UserImportResolver, UsersResolver } from '../users/users.resolver.js';
import { authChecker } from './auth-checker.js';
import { NodeResolver } from './node.resolver.js';

/** The whole API, by hand: a resolver that is not named here does not exist. */
const resolvers = [
  AccountsResolver,
  MembersResolver,
  AuditResolver,
  OriginsResolver,
  RetentionResolver,
  ApiKeysResolver,
  InvitationsResolver,
  SessionsResolver,
  SecurityWarningsResolver,
  SetUpChecksResolver,
  SecondFactorResolver,
  ApplicationsResolver,
  TasksResolver,
  ReportsResolver,
  RemovalResolver,
  RegionsResolver,
  TokenAddressesResolver,
  VonageSetUpResolver,
  UsersResolver,
  UserImportResolver,
  TokensResolver,
  PresetsResolver,
  ApplicationPresetsResolver,
  TestCallsResolver,
  NumbersResolver,
  ApplicationNumbersResolver,
  DiallingResolver,
  CallsResolver,
  CallOperationsResolver,
  CallWorkResolver,
  CallerResolver,
  PresenceResolver,
  EventsResolver,
  EraseCallerResolver,
  NodeResolver,
] as const satisfies BuildSchemaOptions['resolvers'];

/** Subscriptions listen to `realtime` by themselves; type-graphql's own publisher is never used. */
const noPubSub = {
  publish() {},
  subscribe(): never {
    throw new Error('A subscription must say how it subscribes.');
  },
};

/** Tools that read the printed schema learn from it what a time looks like. */
const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
});

/** Builds the executable schema. */
export function createSchema() {
  return buildSchemaSync({
    resolvers,
    authChecker,
    authMode: 'null',
    pubSub: noPubSub,
    validate: false,
    scalarsMap: [{ type: Date, scalar: DateTime }],
  });
}

/** The text of schema.graphql: sorted, so that differences are small. */
export function printSortedSchema(): string {
  return `${printSchema(lexicographicSortSchema(createSchema()))}\n`;
}
