import {
  BREAK,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';
import { MAX_JSON_DEPTH } from '../../json-depth.js';

/**
 * Maximum tokens of a document. Our longest has 200; with about 2000 nested brackets the recursive parser runs out of
 * stack.
 */
export const MAX_TOKENS = 1500;

/** Maximum validation errors to report. */
export const MAX_ERRORS = 10;

/**
 * Far above what the web app or a script sends: how deep fields may be nested, how many operations a request may ask for
 * (each may ask Vonage), and how often a document may rename a field, use a directive, or define or name a fragment
 * (validation compares each with each).
 */
const MAX_DEPTH = 10;
const MAX_OPERATIONS = 20;
const MAX_ALIASES = 50;
const MAX_DIRECTIVES = 50;
const MAX_FRAGMENTS = 50;
const MAX_SPREADS = 150;

/** The size of a selection with its fragments written out. */
interface Size {
  depth: number;
  fields: number;
}
const NOTHING: Size = { depth: 0, fields: 0 };

/**
 * Refuses documents of a shape that no page or script has, before they are validated: that alone would take long. What a
 * well-shaped one costs is weighed by `checkOperation`.
 * @throws GraphQLError (GRAPHQL_VALIDATION_FAILED)
 */
export function checkShape(document: DocumentNode): void {
  const counts = { aliases: 0, directives: 0, spreads: 0, nested: 0 };
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (fragments.length > MAX_FRAGMENTS) throw refusal(`A document may have ${MAX_FRAGMENTS} fragments.`);

  const count = (what: keyof typeof counts, max: number, sentence: string) => {
    counts[what] += 1;
    if (counts[what] > max) throw refusal(sentence);
  };
  const nested = {
    enter: () => count('nested', MAX_JSON_DEPTH, `Values may be nested ${MAX_JSON_DEPTH} deep.`),
    leave() {
      counts.nested -= 1;
    },
  };
  visit(document, {
    Field(node) {
      if (node.alias) count('aliases', MAX_ALIASES, `A document may have ${MAX_ALIASES} aliases.`);
    },
    Directive: () => count('directives', MAX_DIRECTIVES, `A document may have ${MAX_DIRECTIVES} directives.`),
    FragmentSpread: () => count('spreads', MAX_SPREADS, `A document may name fragments ${MAX_SPREADS} times.`),
    ListValue: nested,
    ObjectValue: nested,
  });
  for (const operation of operations) checkSize(operation, fragments);
}

/** Each fragment is measured once: fragments that name each other twice would double with every step. */
function checkSize(operation: OperationDefinitionNode, fragments: FragmentDefinitionNode[]): void {
  const measured = new Map<string, Size>();

  function sizeOf(selections: readonly SelectionNode[] = []): Size {
    return selections
      .map(sizeOfNode)
      .reduce((sum, one) => ({ depth: Math.max(sum.depth, one.depth), fields: sum.fields + one.fields }), NOTHING);
  }

  function sizeOfNode(node: SelectionNode): Size {
    if (node.kind === Kind.INLINE_FRAGMENT) return sizeOf(node.selectionSet.selections);
    if (node.kind === Kind.FRAGMENT_SPREAD) return sizeOfFragment(node.name.value);
    // Introspection is deeper by its nature.
    const isIntrospection = node.name.value.startsWith('__');
    return { depth: isIntrospection ? 0 : 1 + sizeOf(node.selectionSet?.selections).depth, fields: 1 };
  }

  function sizeOfFragment(name: string): Size {
    const known = measured.get(name);
    if (known) return known;
    // While it is being measured it counts nothing: one that contains itself is refused by validation.
    measured.set(name, NOTHING);
    const size = sizeOf(fragments.find((one) => one.name.value === name)?.selectionSet.selections);
    measured.set(name, size);
    return size;
  }

  const { depth, fields } = sizeOf(operation.selectionSet.selections);
  if (depth > MAX_DEPTH) throw refusal(`Fields may be nested ${MAX_DEPTH} deep.`);
  if (fields > MAX_OPERATIONS) throw refusal(`A request may ask for ${MAX_OPERATIONS} things at once.`);
}

/** Whether a document contains introspection (`__schema`, `__type`). */
export function asksForSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    Field({ name }) {
      asks ||= name.value === '__schema' || name.value === '__type';
      return asks ? BREAK : undefined;
    },
  });
  return asks;
}

/** What Apollo says of a document that it does not execute. */
export function refusal(sentence: string, code = 'GRAPHQL_VALIDATION_FAILED'): GraphQLError {
  return new GraphQLError(sentence, { extensions: { code, http: { status: 400 } } });
}
