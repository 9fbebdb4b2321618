import { Field, ID, InterfaceType } from 'type-graphql';

/** What was found by its id, and which type of the schema it is. */
export type FoundNode = Node & { __typename: string };

@InterfaceType('Node', {
  description: 'An object that can be fetched by its id alone.',
  resolveType: (found: FoundNode) => found.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Id, unique among Nodes.' })
  id!: string;
}
