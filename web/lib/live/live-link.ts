import { ApolloLink } from '@apollo/client';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { print } from 'graphql';
import type { Client } from 'graphql-ws';
import { Observable } from 'rxjs';
import { idOf } from './live-socket';
import type { LiveView } from './live-view';
import { pauseAfter } from './pauses';

/** Errors for which a retry would end the same way. A leg or call that is not found may be known a moment later. */
const FINAL = ['BAD_INPUT', 'FORBIDDEN', 'GRAPHQL_VALIDATION_FAILED', 'UNAUTHENTICATED'];

/**
 * Sends subscriptions over the socket. One that fails or ends is restarted with growing pauses, unless the server
 * refuses it permanently. The context's `live` receives its status.
 */
export function createLiveLink(socket: Client): ApolloLink {
  return new ApolloLink(
    ({ operationName, query, variables, getContext }) =>
      new Observable((observer) => {
        const live = getContext().live as LiveView | undefined;
        let left = false;
        let refused = false;
        let failures = 0;
        let id = '';
        let timer = 0;
        let stop = () => {};

        function begin(): void {
          const payload = { operationName, query: print(query), variables };
          id = idOf(payload);
          stop = socket.subscribe(payload, { next, error: (cause) => end(cause), complete: () => end() });
        }

        function next(result: FormattedExecutionResult): void {
          if (isFinal(result.errors)) refused = true;
          else failures = 0;
          observer.next(result as ApolloLink.Result);
        }

        function end(cause?: unknown): void {
          if (left) return;
          live?.lost();
          if (refused || isFinal(cause)) observer.complete();
          else timer = window.setTimeout(begin, pauseAfter(failures));
          failures += 1;
        }

        const unlisten = [
          socket.on('ping', (received, payload) => {
            if (!received || payload?.listening !== id) return;
            failures = 0;
            live?.listening();
          }),
          socket.on('closed', () => left || live?.lost()),
        ];
        begin();

        return () => {
          left = true;
          window.clearTimeout(timer);
          for (const off of unlisten) off();
          stop();
        };
      }),
  );
}

/** @param cause the server's errors, or how the socket was closed */
function isFinal(cause: unknown): boolean {
  if (!Array.isArray(cause)) return false;
  return (cause as GraphQLFormattedError[]).some(({ extensions }) => FINAL.includes(String(extensions?.code)));
}
