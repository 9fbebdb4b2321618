import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { OperationKind, OperationState, OperationView, Problem } from './operation-view.js';

const OperationKindEnum: Record<string, OperationKind> = {
  HOLD: 'hold',
  RESUME: 'resume',
  TRANSFER: 'transfer',
  CONSULT: 'consult',
  COMPLETE: 'complete',
  MERGE: 'merge',
  CANCEL: 'cancel',
  SETTLE: 'settle',
};
registerEnumType(OperationKindEnum, {
  name: 'OperationKind',
  description: 'What is done with a call.',
  valuesConfig: {
    HOLD: { description: 'The contact hears music; the agent hears nothing and is not heard.' },
    RESUME: { description: 'Agent and contact talk again.' },
    TRANSFER: { description: 'The contact is connected to another person; the agent leaves.' },
    CONSULT: { description: 'Another person is called for the agent alone while the contact hears music.' },
    COMPLETE: { description: 'The contact is left with the consulted person; the agent leaves.' },
    MERGE: { description: 'Contact, agent and consulted person talk together.' },
    CANCEL: { description: 'The consulted person leaves; agent and contact talk again.' },
    SETTLE: { description: 'Started by the server after somebody hung up, so that nobody is left alone.' },
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
  description: 'How far an operation is.',
  valuesConfig: {
    RUNNING: { description: 'Requests to Vonage are under way, or are repeated after a failure.' },
    DONE: { description: 'Finished.' },
    UNDONE: { description: 'Could not be finished; the call is as it was before.' },
    FAILED: { description: 'Could not be finished, and somebody has left the call meanwhile.' },
  },
});

@ObjectType({ description: 'Why an operation could not be finished, in the form of a GraphQL error.' })
export class OperationProblem implements Problem {
  @Field(() => String, { description: 'One sentence in English.' })
  message!: string;

  @Field(() => GraphQLJSON, {
    description: "`code`, `rule`, `params` and Vonage's own words (`vonage`), as in the `extensions` of an error.",
  })
  extensions!: Problem['extensions'];
}

@ObjectType({
  description: 'Something done with a call that takes several requests to Vonage. It survives a restart of the server.',
})
export class Operation implements OperationView {
  @Field(() => ID, { description: 'Our id.' })
  id!: string;

  @Field(() => OperationKindEnum, { description: 'What is done.' })
  kind!: OperationKind;

  @Field(() => OperationStateEnum, { description: 'How far it is.' })
  state!: OperationState;

  @Field(() => ID, { description: 'The call.' })
  callId!: string;

  @Field(() => ID, { description: "The agent's leg." })
  legUuid!: string;

  @Field(() => String, {
    nullable: true,
    description: "Who is called by a transfer or consultation: a user's name, or E.164 digits without `+`.",
  })
  who!: string | null;

  @Field(() => OperationProblem, {
    nullable: true,
    description: 'The last failure: while it runs, why a request is repeated; afterwards, why it was not finished.',
  })
  problem!: OperationProblem | null;

  @Field(() => Date, { description: 'When it was asked for.' })
  startedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'Null while it runs.' })
  endedAt!: Date | null;
}
