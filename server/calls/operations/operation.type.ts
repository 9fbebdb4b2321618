import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { OperationKind, OperationState, Problem } from './operation-kinds.js';
import type { OperationView } from './operation-view.js';

const OperationKindEnum: Record<string, OperationKind> = {
  HOLD: 'hold',
  RESUME: 'resume',
  TRANSFER: 'transfer',
  CONSULT: 'consult',
  COMPLETE: 'complete',
  MERGE: 'merge',
  CANCEL: 'cancel',
  SETTLE: 'settle',
  RING_AGAIN: 'ringAgain',
  COME_BACK: 'comeBack',
};
registerEnumType(OperationKindEnum, {
  name: 'OperationKind',
  description: 'Kind of operation.',
  valuesConfig: {
    HOLD: { description: 'The contact hears music; the agent hears nothing and is not heard.' },
    RESUME: { description: 'Agent and contact talk again.' },
    TRANSFER: { description: 'The contact is connected to another person; the agent leaves.' },
    CONSULT: { description: 'Another person is called for the agent alone while the contact hears music.' },
    COMPLETE: { description: 'The contact is left with the consulted person; the agent leaves.' },
    MERGE: { description: 'Contact, agent and consulted person talk together.' },
    CANCEL: { description: 'The consulted person leaves; agent and contact talk again.' },
    SETTLE: { description: 'Started by the server after a hang-up, so that no one is left alone on the call.' },
    RING_AGAIN: {
      description:
        'Started by the server after the connection of an agent broke off: rings the agent again while the contact hears music. `legUuid` is the leg that broke off.',
    },
    COME_BACK: {
      description:
        'Started by the server after no one took a contact who was transferred: rings the agent who transferred them while the contact hears music. `legUuid` is the leg in which that agent talked before.',
    },
  },
});

const OperationStateEnum: Record<string, OperationState> = {
  RUNNING: 'running',
  DONE: 'done',
  UNDONE: 'undone',
  FAILED: 'failed',
};
registerEnumType(OperationStateEnum, {
  name: 'OperationState',
  description: 'State of an operation.',
  valuesConfig: {
    RUNNING: { description: 'Requests to Vonage are in progress, or are retried after a failure.' },
    DONE: { description: 'Finished.' },
    UNDONE: { description: 'Could not be finished; the call is as it was before.' },
    FAILED: { description: 'Could not be finished, and someone has left the call in the meantime.' },
  },
});

@ObjectType({ description: 'Why an operation could not be finished, in the form of a GraphQL error.' })
export class OperationProblem implements Problem {
  @Field(() => String, { description: 'Message in English.' })
  message!: string;

  @Field(() => GraphQLJSON, {
    description: "`code`, `rule`, `params` and Vonage's response (`vonage`), as in the `extensions` of an error.",
  })
  extensions!: Problem['extensions'];
}

@ObjectType({
  description: 'An action on a call that takes several requests to Vonage. Survives a restart of the server.',
})
export class Operation implements OperationView {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => OperationKindEnum, { description: 'Kind of operation.' })
  kind!: OperationKind;

  @Field(() => OperationStateEnum, { description: 'State of the operation.' })
  state!: OperationState;

  @Field(() => ID, { description: 'The call.' })
  callId!: string;

  @Field(() => ID, { description: "The agent's leg." })
  legUuid!: string;

  @Field(() => String, {
    nullable: true,
    description: "Target of a transfer or consultation: a user's name, or phone number in E.164, without +.",
  })
  who!: string | null;

  @Field(() => OperationProblem, {
    nullable: true,
    description: 'The last failure: while it runs, why a request is repeated; afterwards, why it was not finished.',
  })
  problem!: OperationProblem | null;

  @Field(() => Date, { description: 'Time of the request.' })
  startedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Time it ended; null while running.' })
  endedAt!: Date | null;
}
