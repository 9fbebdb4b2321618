import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../node.type.js';
import type { Note } from '../notes/notes.js';
import type { ConsultStatus, ConsultView } from './consult-view.js';
import type { EarlierNote } from './consults.table.js';

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
  description: 'How the one who is asked fares.',
  valuesConfig: {
    CALLING: { description: 'Is being called; it does not ring yet.' },
    RINGING: { description: 'It rings there.' },
    TALKING: { description: 'Talks with the agent.' },
    DECLINED: { description: 'Has refused the call.' },
    BUSY: { description: 'Is in another call.' },
    UNANSWERED: { description: 'Did not answer, or cannot be reached.' },
    GONE: { description: 'Talked with the agent, and has hung up.' },
  },
});

@ObjectType({ implements: Node, description: 'An agent asks somebody while the other side of the call hears music.' })
export class Consult implements ConsultView {
  @Field(() => ID, { description: 'Our id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The user who asks.' })
  by!: string | null;

  @Field(() => String, { description: "Who is asked: a user's name, or E.164 digits without `+`." })
  who!: string;

  @Field(() => ConsultStatusEnum, { description: 'How that one fares.' })
  status!: ConsultStatus;

  @Field(() => Boolean, { description: 'Whether the other side still waits.' })
  customerWaits!: boolean;

  @Field(() => Date, { description: 'When it began.' })
  startedAt!: Date;

  @Field(() => ID, { description: 'The leg of the one who is asked.' })
  targetLeg!: string;
}

@ObjectType('EarlierCallNote', {
  description: 'A text that stood in a note before somebody wrote another in its place.',
})
export class EarlierText implements EarlierNote {
  @Field(() => String, { description: 'At most 5000 characters.' })
  text!: string;

  @Field(() => Date, { description: 'When it was written.' })
  writtenAt!: string;

  @Field(() => String, { nullable: true, description: 'Who wrote it; null = it was not kept then.' })
  writerName!: string | null;
}

@ObjectType({ description: 'What an agent has written down during a call.' })
export class CallNote implements Note {
  @Field(() => String, { nullable: true, description: 'The agent.' })
  userName!: string | null;

  @Field(() => String, { description: 'At most 5000 characters.' })
  text!: string;

  @Field(() => Date, { description: 'When it was last changed.' })
  writtenAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who wrote it; null = it was not kept then.' })
  writerName!: string | null;

  @Field(() => [EarlierText], { description: 'What stood there before, the oldest first.' })
  earlier!: EarlierText[];
}
