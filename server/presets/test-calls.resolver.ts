import { GraphQLJSON } from 'graphql-scalars';
import { Arg, Authorized, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { PresetKind } from '../../shared/preset-kinds.js';
import type { Context } from '../context.js';
import { MenuChoiceInput } from './preset.input.js';
import { PresetKindEnum } from './preset.type.js';
import type { TestCall } from './test-calls.service.js';

@ObjectType('TestCall', { description: 'A draft that waits for one call of a simulated handset.' })
export class TestCallType implements TestCall {
  @Field(() => ID, {
    description:
      'Who must call: the number of a handset for a call from outside, or the name of its user for one that an agent places. The first call has the draft for itself.',
  })
  id!: string;

  @Field(() => String, { description: 'The number that a caller from outside dials.' })
  to!: string;

  @Field(() => Date, { description: 'Until then it is answered.' })
  expiresAt!: Date;
}

@Authorized()
@Resolver()
export class TestCallsResolver {
  @Mutation(() => TestCallType, {
    description:
      'Keeps a draft for ten minutes, so that one call on the simulator is answered with it; nobody else hears it.',
  })
  startTestCall(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('kind', () => PresetKindEnum) kind: PresetKind,
    @Arg('ncco', () => GraphQLJSON, { description: 'The draft, with its placeholders.' }) ncco: unknown,
    @Arg('menu', () => [MenuChoiceInput], { nullable: true, description: "Without one the IVR's counts." })
    menu: MenuChoiceInput[] | undefined | null,
    @Ctx() { services, actor }: Context,
  ): Promise<TestCall> {
    return services.testCalls.start(actor!, applicationId, kind, { ncco, menu: menu ?? [] });
  }
}
