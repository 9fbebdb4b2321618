import {
  type ASTNode,
  type ASTVisitor,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** How deep fields may be nested, and how many operations one request may ask for (each may ask Vonage). */
const MAX_DEPTH = 10;
const MAX_OPERATIONS = 20;

/**
 * Refuses documents that would cost more than any page or script asks for: lists in lists in lists multiply.
 * Introspection is deeper by its nature and costs nothing.
 */
export function limits(context: ValidationContext): ASTVisitor {
  function depthOf(set: SelectionSetNode | undefined, seen: readonly string[]): number {
    return Math.max(0, ...(set?.selections ?? []).map((node) => nodeDepth(node, seen)));
  }

  function nodeDepth(node: SelectionSetNode['selections'][number], seen: readonly string[]): number {
    if (node.kind === Kind.FIELD) return node.name.value.startsWith('__') ? 0 : 1 + depthOf(node.selectionSet, seen);
    if (node.kind === Kind.INLINE_FRAGMENT) return depthOf(node.selectionSet, seen);
    const name = node.name.value;
    // A fragment that contains itself is refused by another rule.
    return seen.includes(name) ? 0 : depthOf(context.getFragment(name)?.selectionSet, [...seen, name]);
  }

  function rootFields(set: SelectionSetNode, seen: readonly string[]): number {
    const counts = set.selections.map((node) => {
      if (node.kind === Kind.FIELD) return 1;
      if (node.kind === Kind.INLINE_FRAGMENT) return rootFields(node.selectionSet, seen);
      const fragment = seen.includes(node.name.value) ? undefined : context.getFragment(node.name.value);
      return fragment ? rootFields(fragment.selectionSet, [...seen, node.name.value]) : 0;
    });
    return counts.reduce((sum, count) => sum + count, 0);
  }

  const refuse = (node: ASTNode, message: string) => context.reportError(new GraphQLError(message, { nodes: node }));

  return {
    OperationDefinition(node) {
      if (depthOf(node.selectionSet, []) > MAX_DEPTH) refuse(node, `Fields may be nested ${MAX_DEPTH} deep.`);
      if (rootFields(node.selectionSet, []) > MAX_OPERATIONS) {
        refuse(node, `A request may ask for ${MAX_OPERATIONS} things at once.`);
      }
    },
  };
}
