import { Arg, Authorized, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import type { EraseCaller, EraseReport } from './erase-caller.js';

@InputType({ description: 'Whose number goes.' })
export class EraseCallerInput implements EraseCaller {
  @Field(() => String, { description: 'With its country code, as people write it.' })
  number!: string;

  @Field(() => String, { description: 'The word "erase", typed by a person.' })
  confirm!: string;
}

@ObjectType('EraseReport', { description: 'Where a number stood.' })
export class EraseReportType implements EraseReport {
  @Field(() => String, { description: 'What stands there now; the number cannot be found from it.' })
  placeholder!: string;

  @Field(() => Int, { description: 'Calls that had it.' })
  calls!: number;

  @Field(() => Int, { description: 'Events that had it.' })
  events!: number;

  @Field(() => Int, { description: 'Entries of the audit log that had it.' })
  auditEntries!: number;
}

@Authorized()
@Resolver()
export class EraseCallerResolver {
  @Mutation(() => EraseReportType, {
    description:
      "Takes a caller's number out of calls, events and the audit log, for good; the rows stay. Vonage keeps its own records.",
  })
  eraseCaller(
    @Arg('input', () => EraseCallerInput) input: EraseCallerInput,
    @Ctx() { actor, services }: Context,
  ): Promise<EraseReportType> {
    return services.calls.eraseCaller(actor!, input);
  }
}
