import { ArgsType, Field, ID, Int } from 'type-graphql';
import { PAGE_LIMIT, PAGE_SIZE } from '../page.js';
import { PageArgs } from '../page.type.js';
import type { LegDirection, LegStatus } from '../vonage/webhook-bodies.js';
import { CallDirectionEnum, CallStatusEnum } from './call.type.js';
import type { CallFilter } from './filter-calls.js';
import { OutcomeKindEnum } from './outcome/outcome.type.js';
import type { OutcomeKind } from './outcome/outcome-kinds.js';
import type { CallQuery, EventQuery } from './read-calls.js';

/** Which calls; a missing filter excludes nothing. */
@ArgsType()
export class CallFilterArgs implements CallFilter {
  @Field(() => ID)
  applicationId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for live calls, false for ended calls, null for both.',
  })
  live?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Number of either party: its last digits, or all of them, in any usual format, also as a `tel:` link; or a part of the name of a contact or an agent.',
  })
  number?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of a user who has or had a leg in the call.' })
  userName?: string | null;

  @Field(() => CallDirectionEnum, { nullable: true, description: 'Inbound or outbound.' })
  direction?: LegDirection | null;

  @Field(() => [CallStatusEnum], { nullable: true, description: 'Any of these statuses.' })
  status?: LegStatus[] | null;

  @Field(() => [OutcomeKindEnum], { nullable: true, description: 'Ended in any of these ways.' })
  outcomes?: OutcomeKind[] | null;

  @Field(() => Date, { nullable: true, description: 'Calls that began at this time or later.' })
  since?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Calls that began before this time.' })
  until?: Date | null;
}

@ArgsType()
export class CallsArgs extends CallFilterArgs implements CallQuery {
  @Field(() => Int, { defaultValue: PAGE_SIZE, description: `Page size (maximum ${PAGE_LIMIT}).` })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor: `endCursor` of the previous page, or the `cursor` of any edge.',
  })
  after?: string | null;
}

@ArgsType()
export class EventsArgs extends PageArgs implements EventQuery {
  @Field(() => ID)
  applicationId!: string;

  @Field(() => ID, { nullable: true, description: 'Events of this call.' })
  callId?: string | null;

  @Field(() => String, { nullable: true, description: "Our id of a call, or Vonage's id of a leg." })
  about?: string | null;

  @Field(() => String, { nullable: true, description: 'Kind of event, see `Event.kind`.' })
  kind?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Text to find anywhere in the event; not case-sensitive. Each page searches a few thousand events and may return few or none; keep fetching with its endCursor while hasNextPage is true.',
  })
  text?: string | null;
}
