import type { SyntaxNode, Tree } from '@lezer/common';

/** A key of an object, or an index of a list. */
export type Step = string | number;
export interface Place {
  from: number;
  to: number;
}

/** Reads a JSONPath as the server writes it: `$[0].endpoint[0]["content-type"]`. */
export function readPath(path: string): Step[] {
  return [...path.matchAll(/\.([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g)].map(([, key, index, quoted]) =>
    index !== undefined ? Number(index) : (key ?? (JSON.parse(quoted ?? '""') as string)),
  );
}

const VALUES = ['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'];
const isValue = ({ name }: SyntaxNode) => VALUES.includes(name);

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** The value of the whole text. */
export const rootOf = (tree: Tree): SyntaxNode | null => childrenOf(tree.topNode).find(isValue) ?? null;

/** Properties of an object, with their unquoted keys. */
export function propertiesOf(object: SyntaxNode, text: string): { key: string; node: SyntaxNode }[] {
  return childrenOf(object)
    .filter(({ name }) => name === 'Property')
    .map((node) => ({ key: keyOf(node, text), node }));
}

/** Items of a list. */
export const itemsOf = (list: SyntaxNode): SyntaxNode[] => childrenOf(list).filter(isValue);

/** The value after a property's colon; null while it is being typed. */
export const valueBehind = (property: SyntaxNode): SyntaxNode | null => childrenOf(property).find(isValue) ?? null;

function keyOf(property: SyntaxNode, text: string): string {
  const name = property.getChild('PropertyName');
  return name ? unquoted(text.slice(name.from, name.to)) : '';
}

/** Text without its quotes; unchanged while it is being typed. */
export function unquoted(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal.replace(/^"|"$/g, '');
  }
}

/** The node at a path, and how much of the path exists; `property` is the node that contains it, if any. */
function find(tree: Tree, text: string, path: Step[]) {
  let node = rootOf(tree);
  let property: SyntaxNode | null = null;
  let walked = 0;
  for (const step of path) {
    if (!node) break;
    if (typeof step === 'number') {
      const item: SyntaxNode | undefined = node.name === 'Array' ? itemsOf(node)[step] : undefined;
      if (!item) break;
      [node, property] = [item, null];
    } else {
      const found = node.name === 'Object' ? propertiesOf(node, text).findLast(({ key }) => key === step) : undefined;
      if (!found) break;
      [node, property] = [valueBehind(found.node), found.node];
    }
    walked += 1;
  }
  return { node, property, whole: walked === path.length };
}

/** The value at a path; null where there is none. */
export function nodeAt(tree: Tree, text: string, path: Step[]): SyntaxNode | null {
  const { node, whole } = find(tree, text, path);
  return whole ? node : null;
}

/**
 * The place in the text for a remark about a path. For a missing key it is the first key of the object.
 * @param aboutKey the key is wrong, not its value
 */
export function placeOf(tree: Tree, text: string, path: Step[], aboutKey = false): Place {
  const { node, property, whole } = find(tree, text, path);
  const name = property?.getChild('PropertyName');
  if (whole && name && (aboutKey || !node)) return { from: name.from, to: name.to };
  if (!node) return { from: 0, to: Math.min(1, text.length) };
  if (whole) return { from: node.from, to: node.to };
  const [first] = childrenOf(node).filter((child) => child.name === 'Property');
  return first ? { from: first.from, to: first.to } : { from: node.from, to: Math.min(node.from + 1, node.to) };
}

/** The path at a position: the innermost value, or the key's value. */
export function pathAt(tree: Tree, text: string, position: number): Step[] {
  let node: SyntaxNode | null = tree.resolveInner(position, -1);
  if (node.name === 'JsonText') node = tree.resolveInner(position, 1);
  return pathOf(node, text);
}

/** The path of a node. */
export function pathOf(start: SyntaxNode | null, text: string): Step[] {
  const path: Step[] = [];
  for (let node = start; node?.parent; node = node.parent) {
    const { parent } = node;
    if (node.name === 'Property') path.unshift(keyOf(node, text));
    else if (parent.name === 'Array' && isValue(node)) {
      const { from } = node;
      path.unshift(childrenOf(parent).filter((item) => isValue(item) && item.from < from).length);
    }
  }
  return path;
}

/** Where a text stops being valid JSON; null if it is valid. */
export function firstError(tree: Tree): Place | null {
  let place: Place | null = null;
  tree.iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) place ??= { from, to };
      return place === null;
    },
  });
  return place;
}
