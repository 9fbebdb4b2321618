import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { type Edge, PAGE_LIMIT, PAGE_SIZE, type Page, type PageEnds, type PageRequest } from './page.js';

@ObjectType({ description: 'Where a page of a list begins and ends.' })
export class PageInfo implements PageEnds {
  @Field(() => String, { nullable: true, description: 'The cursor of the first edge; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'The `after` of the next page; null on an empty page.' })
  endCursor!: string | null;

  @Field(() => Boolean, { description: 'Whether there is more.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether this page came behind another one. Lists are read forwards only.' })
  hasPreviousPage!: boolean;
}

@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, { defaultValue: PAGE_SIZE, description: `How many, at most ${PAGE_LIMIT}.` })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The endCursor of the page before, or the cursor of any edge.' })
  after?: string | null;
}

/**
 * The GraphQL type of a page, as Relay wants it: edges with a cursor each, and pageInfo; and the bare nodes.
 * @param node the class of what is listed
 * @param name its name in the schema; the edge is called by it
 */
export function connectionOf<T extends object>(node: new () => T, name: string) {
  @ObjectType(`${name}Edge`, { description: 'One of a page, and where it stands in the list.' })
  class NodeEdge implements Edge<T> {
    @Field(() => node, { description: 'What is listed.' })
    node!: T;

    @Field(() => String, { description: 'The `after` of a page that goes on behind it.' })
    cursor!: string;
  }

  @ObjectType()
  abstract class Connection implements Page<T> {
    @Field(() => [node], { description: 'The page.' })
    nodes!: T[];

    @Field(() => [NodeEdge], { description: 'The same page, each with its cursor.' })
    edges!: NodeEdge[];

    @Field(() => PageInfo, { description: 'How to go on.' })
    pageInfo!: PageInfo;
  }
  return Connection;
}
