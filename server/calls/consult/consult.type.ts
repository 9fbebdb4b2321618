import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../node.type.js';
import type { Note } from '../notes/notes.js';
import type { EarlierNote } from '../notes/notes.table.js';
import type { ConsultStatus, ConsultView } from './consult-view.js';

const ConsultStatusEnum: Record<string, ConsultStatus> = {
  CALLING: 'calling',
  RINGING: 'ringing',
  TALKING: 'talking',
  DECLINED: 'declined',
  BUSY: 'busy',
  UNANSWERED: 'unanswered',
  GONE: 'gone',
};
registerEnumType(ConsultStatusEnum, {
  name: 'ConsultStatus',
  description: 'Status of the consulted party.',
  valuesConfig: {
    CALLING: { description: 'Being called, not ringing yet.' },
    RINGING: { description: 'Ringing.' },
    TALKING: { description: 'Talking to the agent.' },
    DECLINED: { description: 'Declined the call.' },
    BUSY: { description: 'Busy on another call.' },
    UNANSWERED: { description: 'Did not answer, or is unreachable.' },
    GONE: { description: 'Hung up after talking to the agent.' },
  },
});

@ObjectType({
  implements: Node,
  description: 'A consultation: the agent talks to another party while the contact hears music.',
})
export class Consult implements ConsultView {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'User who consults.' })
  by!: string | null;

  @Field(() => String, { description: "Consulted party: a user's name, or phone number in E.164, without +." })
  who!: string;

  @Field(() => ConsultStatusEnum, { description: 'Status of the consulted party.' })
  status!: ConsultStatus;

  @Field(() => Boolean, { description: 'Whether the contact is still waiting.' })
  customerWaits!: boolean;

  @Field(() => Date, { description: 'Start time.' })
  startedAt!: Date;

  @Field(() => ID, { description: 'Leg of the consulted party.' })
  targetLeg!: string;
}

@ObjectType('EarlierCallNote', {
  description: 'An earlier text of a note.',
})
export class EarlierText implements EarlierNote {
  @Field(() => String, { description: 'Text, at most 5000 characters.' })
  text!: string;

  @Field(() => Date, { description: 'Time of writing.' })
  writtenAt!: string;

  @Field(() => String, { nullable: true, description: 'Name of the writer; null if not recorded.' })
  writerName!: string | null;
}

@ObjectType({ description: 'Note of an agent about a call.' })
export class CallNote implements Note {
  @Field(() => String, { nullable: true, description: 'Agent of the leg that the note belongs to.' })
  userName!: string | null;

  @Field(() => String, { description: 'Text, at most 5000 characters.' })
  text!: string;

  @Field(() => Date, { description: 'Time of the last change.' })
  writtenAt!: Date;

  @Field(() => String, { nullable: true, description: 'Name of the writer; null if not recorded.' })
  writerName!: string | null;

  @Field(() => [EarlierText], { description: 'Earlier texts, oldest first.' })
  earlier!: EarlierText[];
}
