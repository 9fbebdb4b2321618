import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../page.type.js';
import type { AuditFilter } from './audit.js';
import type { AuditRow, AuditValues } from './audit.table.js';

export const AuditActorKindEnum = {
  MEMBER: 'member',
  VONAGE_KEY: 'vonageKey',
  API_KEY: 'apiKey',
  STRANGER: 'stranger',
} as const;
registerEnumType(AuditActorKindEnum, {
  name: 'AuditActorKind',
  description: 'How the actor was authenticated.',
  valuesConfig: {
    MEMBER: { description: 'A signed-in person.' },
    VONAGE_KEY: { description: "A client with the account's Vonage key and secret." },
    API_KEY: { description: 'A client with an API key.' },
    STRANGER: { description: 'Unauthenticated actor.' },
  },
});

@ObjectType({ description: 'One change: who, what, when, from where.' })
export class AuditEntry implements Omit<AuditRow, 'id' | 'accountId'> {
  @Field(() => ID, { description: 'Our own id; increases with each entry.' })
  id!: string;

  @Field(() => Date, { description: 'Time of the change.' })
  at!: Date;

  @Field(() => AuditActorKindEnum, { description: 'How the actor was authenticated.' })
  actorKind!: AuditRow['actorKind'];

  @Field(() => ID, { nullable: true, description: 'Id of the member or API key.' })
  actorId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the person or API key at that time; for an unauthenticated actor, the application whose key was used.',
  })
  actorName!: string | null;

  @Field(() => String, { nullable: true, description: 'Network address of the client.' })
  address!: string | null;

  @Field(() => String, { description: 'Action, such as `number.rented`.' })
  action!: string;

  @Field(() => String, { description: 'Type of the changed object, such as `number`.' })
  targetKind!: string;

  @Field(() => ID, { description: 'Id of the changed object.' })
  targetId!: string;

  @Field(() => String, { description: 'Name of the changed object at that time.' })
  targetName!: string;

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'Changed values before; secrets are masked.' })
  before!: AuditValues | null;

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'Changed values after; secrets are masked.' })
  after!: AuditValues | null;
}

@ObjectType({ description: 'A page of the audit log.' })
export class AuditEntryConnection extends connectionOf(AuditEntry, 'AuditEntry') {}

@InputType({ description: 'Filter for audit entries; all given conditions must match.' })
export class AuditFilterInput implements AuditFilter {
  @Field(() => ID, { nullable: true, description: 'Id of a member or API key.' })
  actor?: string | null;

  @Field(() => String, { nullable: true, description: 'An action, or a prefix with its dot, such as `number.`.' })
  action?: string | null;

  @Field(() => String, { nullable: true, description: 'Type of the changed object.' })
  targetKind?: string | null;

  @Field(() => Date, { nullable: true, description: 'From this time, inclusive.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Before this time, exclusive.' })
  to?: Date | null;
}
