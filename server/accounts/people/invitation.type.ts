import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../node.type.js';
import type { InvitationRow } from '../accounts.table.js';
import { Member } from './member.type.js';

export const InvitationPurposeEnum = { JOIN: 'join', RESET: 'reset' } as const;
registerEnumType(InvitationPurposeEnum, {
  name: 'InvitationPurpose',
  description: 'To join, or to set a new password after a reset.',
});

@ObjectType({
  implements: Node,
  description: 'A one-time link by which a person sets a password. The link itself is not kept.',
})
export class Invitation implements Pick<InvitationRow, 'id' | 'purpose' | 'createdAt' | 'expiresAt'> {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => InvitationPurposeEnum, { description: 'To join, or to set a new password.' })
  purpose!: InvitationRow['purpose'];

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => Date, { description: 'When it stops being good: seven days later.' })
  expiresAt!: Date;

  @Field(() => Boolean, { description: 'Whether that has come.' })
  expired!: boolean;

  @Field(() => Member, { description: 'Whom it is for.' })
  member!: Member;
}

@ObjectType({ description: 'A link that was just made.' })
export class IssuedInvitation {
  @Field(() => Invitation, { description: 'As its list shows it.' })
  invitation!: Invitation;

  @Field(() => String, { description: 'The link, shown this once: whoever has it becomes the person.' })
  link!: string;
}

@ObjectType({ description: 'What the page behind a one-time link shows.' })
export class OpenedInvitation {
  @Field(() => InvitationPurposeEnum, { description: 'To join, or to set a new password.' })
  purpose!: InvitationRow['purpose'];

  @Field(() => String, { description: 'What the person will type to sign in.' })
  name!: string;

  @Field(() => String, { description: 'What others read.' })
  displayName!: string;
}
