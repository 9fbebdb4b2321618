import { Arg, Authorized, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
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
@Resolver()
export class EraseCallerResolver {
  @Mutation(() => EraseReportType, {
    description:
      "Erases a caller's number from calls, events and the audit log permanently; the rows remain. Vonage keeps its own records.",
  })
  eraseCaller(
    @Arg('input', () => EraseCallerInput) input: EraseCallerInput,
    @Ctx() { actor, services }: Context,
  ): Promise<EraseReportType> {
    return services.calls.eraseCaller(actor!, input);
  }
}
