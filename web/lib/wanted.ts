import { type ComponentType, lazy, useState } from 'react';
import { loadPart } from './load-part';

/**
 * A component, such as a menu, that is loaded when its button is hovered, focused or pressed.
 * @returns the component, and a hook: whether it was asked for, and what the button does
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const Part = lazy(async () => ({ default: await loadPart(load) }));
  function useWanted() {
    const [wanted, setWanted] = useState(false);
    const fetch = () => void load().catch(() => {});
    return { wanted, reach: { onClick: () => setWanted(true), onPointerEnter: fetch, onFocus: fetch } };
  }
  return [Part, useWanted] as const;
}
