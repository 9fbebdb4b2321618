import { Arg, Args, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { mapPage } from '../page.js';
import { PageArgs } from '../page.type.js';
import { DiallingRefusalConnection, DiallingRules, UpdateDiallingRulesInput } from './dialling.type.js';

@Authorized()
@Resolver()
export class DiallingResolver {
  @Query(() => DiallingRules, { description: 'Which phone numbers agents may call, and how often.' })
  diallingRules(@Ctx() { actor, services }: Context): Promise<DiallingRules> {
    return services.dialling.rules(actor!);
  }

  @Query(() => DiallingRefusalConnection, { description: 'Calls blocked by the dialing rules, newest first.' })
  async diallingRefusals(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { actor, services }: Context,
  ): Promise<DiallingRefusalConnection> {
    const refusals = await services.dialling.refusals(actor!, page);
    return mapPage(refusals, (row) => ({ ...row, id: String(row.id), rule: row.refusedBy! }));
  }

  @Mutation(() => DiallingRules, { description: 'Changes which phone numbers agents may call, and how often.' })
  updateDiallingRules(
    @Arg('input', () => UpdateDiallingRulesInput) input: UpdateDiallingRulesInput,
    @Ctx() { actor, services }: Context,
  ): Promise<DiallingRules> {
    return services.dialling.update(actor!, input);
  }
}
