import { type ApolloLink, Observable } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';

/** Asks the person for a code; resolves to whether it was right. */
export type AskForCode = () => Promise<boolean>;

const asked = new WeakMap<object, AskForCode>();

/** Registers who asks for a code on the pages of a client. @returns unregisters */
export function onConfirmationAsked(client: object, ask: AskForCode): () => void {
  asked.set(client, ask);
  return () => void asked.delete(client);
}

/**
 * Some operations require a fresh code from people with an authenticator app. The person is asked for one, and the
 * operation is sent again, so that pages need not know which operations these are.
 */
export function createConfirmLink(): ApolloLink {
  return new ErrorLink(({ error, operation, forward }) => {
    const ask = asked.get(operation.client);
    if (!ask || !CombinedGraphQLErrors.is(error) || !error.errors.some(isAskedFor)) return undefined;
    return new Observable((observer) => {
      ask().then((right) => {
        if (right) forward(operation).subscribe(observer);
        else observer.error(error);
      });
    });
  });
}

const isAskedFor = ({ extensions }: CombinedGraphQLErrors['errors'][number]) =>
  extensions?.code === 'FORBIDDEN' && extensions.rule === 'confirm';
