import { GraphQLJSON } from 'graphql-scalars';
import { Arg, Authorized, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { PresetKind } from '../../shared/preset-kinds.js';
import type { Context } from '../context.js';
import { MenuChoiceInput } from './preset.input.js';
import { PresetKindEnum } from './preset.type.js';
import type { TestCall } from './test-calls.service.js';

@ObjectType('TestCall', { description: 'A draft that answers one call from a simulated handset.' })
export class TestCallType implements TestCall {
  @Field(() => ID, {
    description:
      "Who must call: the handset's number for an inbound call, or its user's name for a call that an agent places. Only the first call is answered with the draft.",
  })
  id!: string;

  @Field(() => String, { description: 'Number that an inbound caller dials.' })
  to!: string;

  @Field(() => Date, { description: 'Expiry time.' })
  expiresAt!: Date;
}

@Authorized()
@Resolver()
export class TestCallsResolver {
  @Mutation(() => TestCallType, {
    description: 'Stores a draft for ten minutes that answers one call on the simulator; other callers do not hear it.',
  })
  startTestCall(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('kind', () => PresetKindEnum) kind: PresetKind,
    @Arg('ncco', () => GraphQLJSON, { description: 'Draft with placeholders.' }) ncco: unknown,
    @Arg('menu', () => [MenuChoiceInput], { nullable: true, description: "Menu; the IVR's if omitted." })
    menu: MenuChoiceInput[] | undefined | null,
    @Ctx() { services, actor }: Context,
  ): Promise<TestCall> {
    return services.testCalls.start(actor!, applicationId, kind, { ncco, menu: menu ?? [] });
  }
}
