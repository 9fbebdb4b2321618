import { type ComponentType, lazy, useState } from 'react';

/**
 * Something behind a button that is fetched when somebody reaches for the button, such as a menu.
 * @returns the component, and a hook: whether it was asked for, and what the button does
 */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const Part = lazy(async () => ({ default: await load() }));
  function useWanted() {
    const [wanted, setWanted] = useState(false);
    const fetch = () => void load();
    return { wanted, reach: { onClick: () => setWanted(true), onPointerEnter: fetch, onFocus: fetch } };
  }
  return [Part, useWanted] as const;
}
