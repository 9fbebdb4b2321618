/**
 * A browser that translates a page replaces React's text nodes with `<font>` elements. React does not know them: it
 * would fail when it removes such a text, and its updates would be invisible. Therefore the replacement of each text is
 * remembered: it is removed together with the text, and the text returns when it changes, to be translated again.
 */
export function surviveTranslation(body: HTMLElement): void {
  const standIns = new WeakMap<Node, Element>();
  const { removeChild, insertBefore } = Node.prototype;

  /** The child of `parent` that replaces a node. */
  const standInOf = (parent: Node, node: Node): Node | null => {
    const standIn = standIns.get(node);
    return standIn?.parentNode === parent ? standIn : null;
  };
  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    if (child.parentNode === this) return removeChild.call(this, child) as T;
    const standIn = standInOf(this, child);
    if (standIn) removeChild.call(this, standIn);
    return child;
  };
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, before: Node | null): T {
    const there = before === null || before.parentNode === this ? before : standInOf(this, before);
    return insertBefore.call(this, node, there) as T;
  };

  const observer = new MutationObserver((records) => {
    for (const { type, target, removedNodes, addedNodes, previousSibling, nextSibling } of records) {
      if (type === 'characterData') putBack(target);
      const [text] = removedNodes;
      if (text?.nodeType !== Node.TEXT_NODE || text.parentNode) continue;
      const standIn = [addedNodes[0], previousSibling, nextSibling].find((node) => node?.nodeName === 'FONT');
      if (!standIn) continue;
      standIns.set(text, standIn as Element);
      observer.observe(text, { characterData: true });
    }
  });
  function putBack(text: Node): void {
    const standIn = standIns.get(text);
    if (standIn?.isConnected) standIn.replaceWith(text);
    standIns.delete(text);
  }
  observer.observe(body, { childList: true, subtree: true });
}
