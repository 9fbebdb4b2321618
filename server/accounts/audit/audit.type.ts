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
  description: 'As what somebody made a change.',
  valuesConfig: {
    MEMBER: { description: 'A person who was signed in.' },
    VONAGE_KEY: { description: "A program with the account's Vonage key and secret." },
    API_KEY: { description: 'A program with an API key.' },
    STRANGER: { description: 'Somebody who did not prove who it is.' },
  },
});

@ObjectType({ description: 'One change: who, what, when, from where.' })
export class AuditEntry implements Omit<AuditRow, 'id' | 'accountId'> {
  @Field(() => ID, { description: 'Our own id; later entries have higher ones.' })
  id!: string;

  @Field(() => Date, { description: 'When.' })
  at!: Date;

  @Field(() => AuditActorKindEnum, { description: 'As what.' })
  actorKind!: AuditRow['actorKind'];

  @Field(() => ID, { nullable: true, description: 'Id of the member or the API key.' })
  actorId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The name of the person or the API key at that time; of a stranger, the application whose key was shown.',
  })
  actorName!: string | null;

  @Field(() => String, { nullable: true, description: "The client's network address." })
  address!: string | null;

  @Field(() => String, { description: 'What was done, such as `number.rented`.' })
  action!: string;

  @Field(() => String, { description: 'What kind of thing was changed, such as `number`.' })
  targetKind!: string;

  @Field(() => ID, { description: 'Id of the thing.' })
  targetId!: string;

  @Field(() => String, { description: 'The name of the thing at that time.' })
  targetName!: string;

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'What was different before; secrets are blanked.' })
  before!: AuditValues | null;

  @Field(() => GraphQLJSONObject, { nullable: true, description: 'What it became; secrets are blanked.' })
  after!: AuditValues | null;
}

@ObjectType({ description: 'A page of the audit log.' })
export class AuditEntryConnection extends connectionOf(AuditEntry, 'AuditEntry') {}

@InputType({ description: 'Which changes; everything that is named must hold.' })
export class AuditFilterInput implements AuditFilter {
  @Field(() => ID, { nullable: true, description: 'By this member or API key.' })
  actor?: string | null;

  @Field(() => String, { nullable: true, description: 'This action; a noun with its dot (`number.`) for all of it.' })
  action?: string | null;

  @Field(() => String, { nullable: true, description: 'Changes of things of this kind.' })
  targetKind?: string | null;

  @Field(() => Date, { nullable: true, description: 'From this instant on.' })
  from?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Before this instant.' })
  to?: Date | null;
}
