import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import type { Context } from '../../context.js';
import { Task } from '../../tasks/task.type.js';
import type { EraseCaller, EraseReport } from './erase-caller.js';

@InputType({ description: 'Number to erase.' })
export class EraseCallerInput implements EraseCaller {
  @Field(() => String, { description: 'Phone number with country code, in any usual format.' })
  number!: string;

  @Field(() => String, { description: 'The word "erase", as typed by a person.' })
  confirm!: string;
}

@ObjectType('EraseReport', { description: 'Where the number was found.' })
export class EraseReportType implements EraseReport {
  @Field(() => String, { description: 'Replacement text, from which the number cannot be recovered.' })
  placeholder!: string;

  @Field(() => Int, { description: 'Number of calls that contained it.' })
  calls!: number;

  @Field(() => Int, { description: 'Number of events that contained it.' })
  events!: number;

  @Field(() => Int, { description: 'Number of audit entries that contained it.' })
  auditEntries!: number;
}

@Authorized()
@Resolver(() => Task)
export class EraseCallerResolver {
  @Mutation(() => Task, {
    description:
      "Erases a caller's number from calls, events and the audit log permanently, and deletes the name for it; the rows remain. Vonage keeps its own records.",
  })
  eraseCaller(
    @Arg('input', () => EraseCallerInput) input: EraseCallerInput,
    @Ctx() { actor, services }: Context,
  ): Promise<Task> {
    return services.calls.eraseCaller(actor!, input);
  }

  @FieldResolver(() => EraseReportType, {
    nullable: true,
    description: 'Where the number was found; null before the task is done, and for other kinds.',
  })
  eraseReport(@Root() { kind, state, report }: Task): EraseReport | null {
    return kind === 'eraseCaller' && state === 'done' ? (report as EraseReport) : null;
  }
}
