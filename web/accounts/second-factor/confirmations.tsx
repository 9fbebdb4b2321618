import { useApolloClient } from '@apollo/client/react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { onConfirmationAsked } from '../../lib/confirm-link';

const ConfirmIdentity = lazy(async () => ({ default: (await import('./confirm-identity')).ConfirmIdentity }));

/** Shows the dialog for a code whenever the server requires one; several at the same time share one dialog. */
export function Confirmations() {
  const client = useApolloClient();
  const [waiting, setWaiting] = useState<((right: boolean) => void)[]>([]);
  useEffect(
    () => onConfirmationAsked(client, () => new Promise((answer) => setWaiting((others) => [...others, answer]))),
    [client],
  );
  if (waiting.length === 0) return null;
  const answer = (right: boolean) => {
    setWaiting([]);
    for (const one of waiting) one(right);
  };
  return (
    <Suspense>
      <ConfirmIdentity onAnswer={answer} />
    </Suspense>
  );
}
