import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';

/** Up to this many rows are all rendered. */
const FEW = 60;
const AROUND = 12;

/**
 * Which rows of a list are near the visible area, and the space that the others need.
 * @param list the element that contains the rows
 * @param height pixels: the assumed height of a row until one was measured
 * @param keyOf must stay the same function while the rows do: a new one recalculates every row's position
 * @returns indexes of the rows to show, pixels above and below them, and the `ref` that each row needs, with
 * `data-index`
 */
export function useNearRows(
  list: RefObject<HTMLElement | null>,
  { count, height, keyOf }: { count: number; height: number; keyOf: (index: number) => string },
) {
  const [{ top, usual }, setPlace] = useState({ top: 0, usual: height });
  const many = count > FEW;
  useLayoutEffect(() => {
    if (!many || !list.current) return;
    // If the estimate is wrong, each new row would move all others and render the list again, so measure one first.
    const row = list.current.querySelector<HTMLElement>('[data-index="1"]');
    setPlace({ top: list.current.getBoundingClientRect().top + window.scrollY, usual: row?.offsetHeight ?? height });
  }, [many, list, height]);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => usual,
    getItemKey: keyOf,
    overscan: AROUND,
    scrollMargin: top,
    enabled: many,
  });
  if (!many) return { near: Array.from({ length: count }, (_, index) => index), above: 0, below: 0, ref: undefined };
  const items = virtual.getVirtualItems();
  return {
    near: items.map(({ index }) => index),
    above: (items[0]?.start ?? top) - top,
    below: virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top),
    ref: virtual.measureElement,
  };
}
