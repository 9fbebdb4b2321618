import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../node.type.js';
import type { ContactRow } from './contacts.table.js';

@ObjectType({ implements: Node, description: 'A name for a phone number.' })
export class Contact implements Omit<ContactRow, 'accountId'> {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => String, { description: 'Phone number in E.164, without +.' })
  number!: string;

  @Field(() => String, { description: 'Name, at most 100 characters.' })
  name!: string;

  @Field(() => Date, { description: 'Time of the last change.' })
  writtenAt!: Date;
}
