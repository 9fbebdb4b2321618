import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { AgentState } from './agent-state.js';
import type { AgentView } from './presence.service.js';

const AgentStateEnum: Record<string, AgentState> = {
  AVAILABLE: 'available',
  RINGING: 'ringing',
  ON_A_CALL: 'onACall',
  AWAY: 'away',
  OFFLINE: 'offline',
};
registerEnumType(AgentStateEnum, {
  name: 'AgentState',
  description: 'What an agent is doing.',
  valuesConfig: {
    AVAILABLE: { description: 'Signed in and in no call.' },
    RINGING: { description: 'A call rings in their console.' },
    ON_A_CALL: { description: 'In a call, or placing one; also with a mobile app.' },
    AWAY: { description: 'Signed in, and has chosen to be away. They are still rung.' },
    OFFLINE: {
      description:
        'No console of theirs can be rung. Mobile apps report nothing: an agent who uses only one appears offline until they answer a call.',
    },
  },
});

@ObjectType({ description: 'An agent as their colleagues see them.' })
export class Agent implements AgentView {
  @Field(() => String, { description: 'Name that call flows ring.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Display name; null to show the name.' })
  displayName!: string | null;

  @Field(() => AgentStateEnum, { description: 'What they are doing.' })
  state!: AgentState;

  @Field(() => Date, {
    description: 'Time it began; for an agent who was never seen, the time at which the application was created.',
  })
  since!: Date;

  @Field(() => Boolean, {
    description: 'Whether they have chosen to be away, also while they are in a call or offline.',
  })
  away!: boolean;
}
