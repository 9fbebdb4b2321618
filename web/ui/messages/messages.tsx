import { lazy, Suspense, useSyncExternalStore } from 'react';
import { loadPart } from '../../lib/load-part';
import type { Message } from './message';

const load = () => loadPart(() => import('./message-list'));
const MessageList = lazy(async () => ({ default: (await load()).MessageList }));

let any = false;
let changed = () => {};

function subscribe(listener: () => void): () => void {
  changed = listener;
  return () => {};
}

/** Where messages appear, at the edge of every page; loaded with the first one. */
export function Messages() {
  const wanted = useSyncExternalStore(subscribe, () => any);
  return <Suspense>{wanted && <MessageList />}</Suspense>;
}

/** Success messages disappear automatically; problems stay until closed. */
export async function showMessage(message: Message): Promise<void> {
  any = true;
  changed();
  (await load()).show(message);
}
