import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { type Edge, PAGE_LIMIT, PAGE_SIZE, type Page, type PageEnds, type PageRequest } from './page.js';

@ObjectType({ description: 'Pagination info.' })
export class PageInfo implements PageEnds {
  @Field(() => String, { nullable: true, description: 'Cursor of the first edge; null if the page is empty.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor for fetching the next page with `after`; null if the page is empty.',
  })
  endCursor!: string | null;

  @Field(() => Boolean, { description: 'Whether there are more items.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether there are items before this page. Lists can only be paged forward.' })
  hasPreviousPage!: boolean;
}

@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, { defaultValue: PAGE_SIZE, description: `Page size (maximum ${PAGE_LIMIT}).` })
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor: `endCursor` of the previous page, or the `cursor` of any edge.',
  })
  after?: string | null;
}

/**
 * The GraphQL type of a page, following Relay: edges with cursors, and pageInfo; plus the plain nodes.
 * @param node class of the items
 * @param name its name in the schema, from which the edge's is derived
 */
export function connectionOf<T extends object>(node: new () => T, name: string) {
  @ObjectType(`${name}Edge`, { description: 'An item with its cursor.' })
  class NodeEdge implements Edge<T> {
    @Field(() => node, { description: 'The item.' })
    node!: T;

    @Field(() => String, { description: 'Cursor for fetching the items after this one with `after`.' })
    cursor!: string;
  }

  @ObjectType()
  abstract class Connection implements Page<T> {
    @Field(() => [node], { description: 'Items of the page.' })
    nodes!: T[];

    @Field(() => [NodeEdge], { description: 'Items of the page, each with its cursor.' })
    edges!: NodeEdge[];

    @Field(() => PageInfo, { description: 'Pagination info.' })
    pageInfo!: PageInfo;
  }
  return Connection;
}
