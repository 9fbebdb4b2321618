import {
  type ASTNode,
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionNode,
  type ValidationContext,
} from 'graphql';
import { MAX_JSON_DEPTH } from '../json-depth.js';

/**
 * Words of a document; it is not read further. The longest of ours has 200; from some 2000 brackets on the parser, which
 * calls itself for each, runs out of stack.
 */
export const MAX_TOKENS = 1500;

/**
 * Far above what the web app or a script sends: how deep fields may be nested, how many operations a request may ask for
 * (each may ask Vonage), and how often a document may rename a field or use a directive.
 */
const MAX_DEPTH = 10;
const MAX_OPERATIONS = 20;
const MAX_ALIASES = 50;
const MAX_DIRECTIVES = 50;

/** What a selection comes to when its fragments are written out. */
interface Size {
  depth: number;
  fields: number;
}
const NOTHING: Size = { depth: 0, fields: 0 };

/**
 * Refuses documents of a shape that no page or script has; what a well-shaped one costs is weighed by `checkComplexity`.
 * Each fragment is measured once: fragments that name each other twice would double with every step.
 * Introspection is deeper by its nature and costs nothing.
 */
export function limits(context: ValidationContext): ASTVisitor {
  const measured = new Map<string, Size>();
  let aliases = 0;
  let directives = 0;
  let values = 0;

  function sizeOf(selections: readonly SelectionNode[] = []): Size {
    return selections
      .map(sizeOfNode)
      .reduce((sum, one) => ({ depth: Math.max(sum.depth, one.depth), fields: sum.fields + one.fields }), NOTHING);
  }

  function sizeOfNode(node: SelectionNode): Size {
    if (node.kind === Kind.INLINE_FRAGMENT) return sizeOf(node.selectionSet.selections);
    if (node.kind === Kind.FRAGMENT_SPREAD) return sizeOfFragment(context.getFragment(node.name.value));
    const isIntrospection = node.name.value.startsWith('__');
    return { depth: isIntrospection ? 0 : 1 + sizeOf(node.selectionSet?.selections).depth, fields: 1 };
  }

  function sizeOfFragment(fragment: FragmentDefinitionNode | null | undefined): Size {
    if (!fragment) return NOTHING;
    const name = fragment.name.value;
    const known = measured.get(name);
    if (known) return known;
    // While it is being measured it counts nothing: one that contains itself is refused by another rule.
    measured.set(name, NOTHING);
    const size = sizeOf(fragment.selectionSet.selections);
    measured.set(name, size);
    return size;
  }

  const refuse = (node: ASTNode, message: string) => context.reportError(new GraphQLError(message, { nodes: node }));

  const nested = {
    enter(node: ASTNode) {
      values += 1;
      if (values === MAX_JSON_DEPTH + 1) refuse(node, `Values may be nested ${MAX_JSON_DEPTH} deep.`);
    },
    leave() {
      values -= 1;
    },
  };

  return {
    OperationDefinition(node) {
      const { depth, fields } = sizeOf(node.selectionSet.selections);
      if (depth > MAX_DEPTH) refuse(node, `Fields may be nested ${MAX_DEPTH} deep.`);
      if (fields > MAX_OPERATIONS) refuse(node, `A request may ask for ${MAX_OPERATIONS} things at once.`);
    },
    Field(node) {
      if (node.alias) aliases += 1;
      if (aliases === MAX_ALIASES + 1) refuse(node, `A document may have ${MAX_ALIASES} aliases.`);
    },
    ListValue: nested,
    ObjectValue: nested,
    Directive(node) {
      directives += 1;
      if (directives === MAX_DIRECTIVES + 1) refuse(node, `A document may have ${MAX_DIRECTIVES} directives.`);
    },
  };
}
