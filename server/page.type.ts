import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { PAGE_LIMIT, PAGE_SIZE, type Page, type PageRequest } from './page.js';

@ObjectType({ description: 'Where a page of a list ends.' })
export class PageInfo {
  @Field(() => String, { nullable: true, description: 'The `after` of the next page; null on an empty page.' })
  endCursor!: string | null;

  @Field(() => Boolean, { description: 'Whether there is more.' })
  hasNextPage!: boolean;
}

@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, { defaultValue: PAGE_SIZE, description: `How many, at most ${PAGE_LIMIT}.` })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The endCursor of the page before.' })
  after?: string | null;
}

/**
 * The GraphQL type of a page: nodes and pageInfo.
 * @param node the class of what is listed
 */
export function connectionOf<T extends object>(node: new () => T) {
  @ObjectType()
  abstract class Connection implements Page<T> {
    @Field(() => [node], { description: 'The page.' })
    nodes!: T[];

    @Field(() => PageInfo, { description: 'How to go on.' })
    pageInfo!: PageInfo;
  }
  return Connection;
}
