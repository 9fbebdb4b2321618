import { Arg, Authorized, Ctx, Field, ID, InputType, Mutation, Resolver, registerEnumType } from 'type-graphql';
import type { Context } from '../context.js';
import type { TransferTarget } from './call-operations.js';

const ConsultEndEnum = { JOIN: 'join', HAND_OVER: 'handOver', BACK: 'back' } as const;
registerEnumType(ConsultEndEnum, {
  name: 'ConsultEnd',
  description: 'How a consultation ends.',
  valuesConfig: {
    JOIN: { description: 'All three talk.' },
    HAND_OVER: { description: 'The agent leaves; the other two talk.' },
    BACK: { description: 'The consulted one leaves; the agent talks with the other side again.' },
  },
});

@InputType({ description: 'Whom a call is passed on to: a user or a number, one of the two.' })
export class TransferTargetInput implements TransferTarget {
  @Field(() => String, { nullable: true, description: 'A user of the application.' })
  userName?: string | null;

  @Field(() => String, { nullable: true, description: 'E.164; spaces and + do not matter.' })
  number?: string | null;
}

/** What an agent does with the call that he is in; `legUuid` is his own leg, the call id of the Client SDK. */
@Authorized()
@Resolver()
export class CallOperationsResolver {
  @Mutation(() => Boolean, { description: 'The other side hears music; the agent hears nothing and is not heard.' })
  async holdCall(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<boolean> {
    await services.operations.hold(actor!, legUuid);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Both sides talk again.' })
  async resumeCall(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<boolean> {
    await services.operations.resume(actor!, legUuid);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Passes the other side on without asking first; the agent leaves the call.' })
  async transferCall(
    @Arg('legUuid', () => ID) legUuid: string,
    @Arg('target', () => TransferTargetInput) target: TransferTargetInput,
    @Arg('held', () => Boolean, { defaultValue: false, description: 'Whether the other side is on hold.' })
    held: boolean,
    @Ctx() { services, actor }: Context,
  ): Promise<boolean> {
    await services.operations.transfer(actor!, legUuid, target, held);
    return true;
  }

  @Mutation(() => Boolean, { description: "Ends the agent's own leg, answered or not." })
  async hangUpLeg(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<boolean> {
    await services.operations.hangUp(actor!, legUuid);
    return true;
  }

  @Mutation(() => String, {
    description:
      'Calls somebody for the agent alone, while the other side hears music; gives the handle of endConsult.',
  })
  consultCall(
    @Arg('legUuid', () => ID) legUuid: string,
    @Arg('target', () => TransferTargetInput) target: TransferTargetInput,
    @Ctx() { services, actor }: Context,
  ): Promise<string> {
    return services.operations.consult(actor!, legUuid, target);
  }

  @Mutation(() => Boolean, { description: 'Ends a consultation.' })
  async endConsult(
    @Arg('handle', () => String) handle: string,
    @Arg('how', () => ConsultEndEnum) how: 'join' | 'handOver' | 'back',
    @Ctx() { services, actor }: Context,
  ): Promise<boolean> {
    await services.operations.endConsult(actor!, handle, how);
    return true;
  }
}
