import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../node.type.js';
import type { InvitationRow } from '../accounts.table.js';
import { Member } from './member.type.js';

export const InvitationPurposeEnum = { JOIN: 'join', RESET: 'reset' } as const;
registerEnumType(InvitationPurposeEnum, {
  name: 'InvitationPurpose',
  description: 'Whether the link is for joining, or for setting a new password after a reset.',
});

@ObjectType({
  implements: Node,
  description: 'A single-use link with which a person sets a password. The link itself is not stored.',
})
export class Invitation implements Pick<InvitationRow, 'id' | 'purpose' | 'createdAt' | 'expiresAt'> {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => InvitationPurposeEnum, { description: 'For joining, or for setting a new password.' })
  purpose!: InvitationRow['purpose'];

  @Field(() => Date, { description: 'Time of creation.' })
  createdAt!: Date;

  @Field(() => Date, { description: 'Expiry time, seven days after creation.' })
  expiresAt!: Date;

  @Field(() => Boolean, { description: 'Whether it has expired.' })
  expired!: boolean;

  @Field(() => Member, { description: 'The person it is for.' })
  member!: Member;
}

@ObjectType({ description: 'A new link.' })
export class IssuedInvitation {
  @Field(() => Invitation, { description: 'The invitation as listed.' })
  invitation!: Invitation;

  @Field(() => String, { description: 'The link. Returned only once; anyone who has it can sign in as this person.' })
  link!: string;
}

@ObjectType({ description: 'What the page of a single-use link shows.' })
export class OpenedInvitation {
  @Field(() => InvitationPurposeEnum, { description: 'For joining, or for setting a new password.' })
  purpose!: InvitationRow['purpose'];

  @Field(() => String, { description: 'Username for signing in.' })
  name!: string;

  @Field(() => String, { description: 'Display name.' })
  displayName!: string;
}
