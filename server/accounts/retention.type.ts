import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { RetentionDays } from './retention.js';
import type { RetentionRow } from './retention.table.js';

@ObjectType('Retention', { description: 'How long calls and events are kept.' })
export class RetentionType implements Omit<RetentionRow, 'accountId'> {
  @Field(() => Int, { nullable: true, description: 'Days that events are kept; null = for ever.' })
  eventDays!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Days that calls are kept, with all their events; null = for ever.',
  })
  callDays!: number | null;

  @Field(() => Date, { nullable: true, description: 'When what was too old last went; null while it is about to go.' })
  lastRunAt!: Date | null;

  @Field(() => Int, { description: 'Events that went then.' })
  lastEvents!: number;

  @Field(() => Int, { description: 'Calls that went then.' })
  lastCalls!: number;
}

@InputType({ description: 'How long calls and events shall be kept.' })
export class RetentionInput implements RetentionDays {
  @Field(() => Int, { nullable: true, description: '1 to 3650 days; null = for ever.' })
  eventDays!: number | null;

  @Field(() => Int, { nullable: true, description: '1 to 3650 days; null = for ever.' })
  callDays!: number | null;
}
