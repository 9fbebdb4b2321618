import { useEffect, useState } from 'react';

/** A page of a list, as the API gives it. */
export interface ListPage<Node> {
  nodes: Node[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

/**
 * Merges a newly read first page into a list: rows may have come, gone or changed there; the older pages stay. If the
 * first page no longer overlaps the list, the older pages are dropped.
 */
export function withFront<Node>(
  known: ListPage<Node>,
  front: ListPage<Node>,
  idOf: (node: Node) => string,
): ListPage<Node> {
  const last = front.nodes.at(-1);
  const at = last ? known.nodes.findIndex((node) => idOf(node) === idOf(last)) : -1;
  if (at < 0 || !front.pageInfo.hasNextPage) return front;
  const fresh = new Set(front.nodes.map(idOf));
  const older = known.nodes.slice(at + 1).filter((node) => !fresh.has(idOf(node)));
  return older.length === 0 ? front : { nodes: [...front.nodes, ...older], pageInfo: known.pageInfo };
}

/** Lists that the reader may come back to, the latest last. */
const kept = new Map<string, { key: string; known: ListPage<unknown> }>();
const MOST_KEPT = 10;

function keep(as: string, list: { key: string; known: ListPage<unknown> }): void {
  kept.delete(as);
  kept.set(as, list);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/**
 * A list that grows page by page as the reader scrolls, while its first page is updated.
 * @param front its first page, as it is now; another `key` (other filters) starts another list
 * @param load reads the page after a cursor
 * @param keepAs a name under which the pages are there again when the reader comes back
 */
export function useLongList<Node>(
  key: string,
  front: ListPage<Node> | undefined,
  idOf: (node: Node) => string,
  load: (after: string) => Promise<ListPage<Node>>,
  keepAs?: string,
) {
  const [state, setState] = useState(() => {
    const before = kept.get(keepAs ?? '');
    const known = before?.key === key ? (before.known as ListPage<Node>) : front;
    return { key, front: known === front ? front : undefined, known };
  });
  let { known } = state;
  if (state.front !== front || state.key !== key) {
    const goesOn = state.key === key && known && front;
    known = goesOn ? withFront(known!, front, idOf) : front;
    setState({ key, front, known });
  }
  useEffect(() => {
    if (keepAs && known) keep(keepAs, { key, known });
  }, [keepAs, key, known]);

  return {
    nodes: known?.nodes,
    hasMore: known?.pageInfo.hasNextPage ?? false,

    /** Reads the next page. */
    async more(): Promise<void> {
      const after = known?.pageInfo.endCursor;
      if (!after) return;
      const page = await load(after);
      setState((now) => {
        if (now.key !== key || !now.known || now.known.pageInfo.endCursor !== after) return now;
        const there = new Set(now.known.nodes.map(idOf));
        const nodes = [...now.known.nodes, ...page.nodes.filter((node) => !there.has(idOf(node)))];
        return { ...now, known: { nodes, pageInfo: page.pageInfo } };
      });
    },

    /** Updates a row, wherever it is in the list. */
    patch(changed: Node): void {
      setState((now) => {
        if (!now.known?.nodes.some((node) => idOf(node) === idOf(changed))) return now;
        const nodes = now.known.nodes.map((node) => (idOf(node) === idOf(changed) ? changed : node));
        return { ...now, known: { ...now.known, nodes } };
      });
    },
  };
}
