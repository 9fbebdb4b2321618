import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { RetentionDays } from './retention.js';
import type { RetentionRow } from './retention.table.js';

@ObjectType('Retention', { description: 'How long calls and events are kept.' })
export class RetentionType implements Omit<RetentionRow, 'accountId'> {
  @Field(() => Int, { nullable: true, description: 'Days to keep events; null to keep them indefinitely.' })
  eventDays!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Days to keep calls with all their events; null to keep them indefinitely.',
  })
  callDays!: number | null;

  @Field(() => Date, { nullable: true, description: 'Last deletion run; null while one is pending.' })
  lastRunAt!: Date | null;

  @Field(() => Int, { description: 'Events deleted in that run.' })
  lastEvents!: number;

  @Field(() => Int, { description: 'Calls deleted in that run.' })
  lastCalls!: number;
}

@InputType({ description: 'How long to keep calls and events.' })
export class RetentionInput implements RetentionDays {
  @Field(() => Int, { nullable: true, description: '1 to 3650 days; null to keep them indefinitely.' })
  eventDays!: number | null;

  @Field(() => Int, { nullable: true, description: '1 to 3650 days; null to keep them indefinitely.' })
  callDays!: number | null;
}
