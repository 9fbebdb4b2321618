import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useState } from 'react';

/** So many rows are simply there; of more only those near the window are. */
const FEW = 60;
const AROUND = 12;

/**
 * Which rows of a list are near the window of the browser, and how much room the others take.
 * @param list the element that holds the rows
 * @param height pixels: what a row is taken to be high before it was seen
 * @param keyOf stays the same function while the rows do: with another one, every row's place is worked out anew
 * @returns indexes of the rows to show, pixels above and below them, and the `ref` that each row needs, with `data-index`
 */
export function useNearRows(
  list: RefObject<HTMLElement | null>,
  { count, height, keyOf }: { count: number; height: number; keyOf: (index: number) => string },
) {
  const [top, setTop] = useState(0);
  const many = count > FEW;
  useLayoutEffect(() => {
    const place = many && list.current?.getBoundingClientRect();
    if (place) setTop(place.top + window.scrollY);
  }, [many, list]);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => height,
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
