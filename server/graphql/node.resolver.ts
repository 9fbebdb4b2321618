import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Actor } from '../accounts/actor.js';
import type { Context } from '../context.js';
import { badInput } from '../errors.js';
import { Node } from '../node.type.js';
import { PAGE_LIMIT } from '../page.js';
import { findNodes } from './find-nodes.js';

/** So many tables may be looked at for one id. */
const LOOKS = 15;

@Authorized()
@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its id; null if it does not exist or you lack permission.',
    complexity: ({ childComplexity }) => LOOKS + childComplexity,
  })
  async node(@Arg('id', () => ID) id: string, @Ctx() context: Context & { actor: Actor }): Promise<Node | null> {
    return (await findNodes(context, [id]))[0]!;
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: `Objects by their ids, at most ${PAGE_LIMIT}, in the given order; null where \`node\` returns null.`,
    complexity: ({ args, childComplexity }) => args.ids.length * (LOOKS + childComplexity),
  })
  nodes(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: Context & { actor: Actor }): Promise<(Node | null)[]> {
    if (ids.length > PAGE_LIMIT) {
      throw badInput('ids', 'tooMany', `At most ${PAGE_LIMIT} are allowed.`, { max: PAGE_LIMIT });
    }
    return findNodes(context, ids);
  }
}
