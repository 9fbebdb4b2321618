import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { GraphQLError, getOperationAST } from 'graphql';
import type { Actor } from '../../accounts/actor.js';
import type { Context } from '../../context.js';
import { fail } from '../../errors.js';
import { checkComplexity, type Weighed } from './complexity.js';
import { asksForSchema, checkShape, refusal } from './limits.js';
import type { RequestLimit } from './request-limit.js';

/**
 * Checks before a document is validated.
 * @throws GraphQLError for an abusive shape, UNAUTHENTICATED for introspection without authentication
 */
export function checkDocument(document: DocumentNode, actor: Actor | null): void {
  checkShape(document);
  if (!actor && asksForSchema(document)) {
    throw fail('UNAUTHENTICATED', 'Sign in, or send an API key, to read the schema.');
  }
}

/**
 * What is looked at before a valid document is executed; a heavy one counts as several requests.
 * @throws GraphQLError when it would cost too much, LIMIT
 */
export async function checkOperation(
  weighed: Weighed,
  { actor, address }: Pick<Context, 'actor' | 'address'>,
  requestLimit: RequestLimit,
): Promise<void> {
  await requestLimit.charge(actor, address, checkComplexity(weighed));
}

/** Over HTTP. */
export function checkOperations(requestLimit: RequestLimit): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operationName, request, contextValue }) {
          const operation = getOperationAST(document, operationName)?.operation;
          if (operation === 'subscription') {
            throw refusal('Subscriptions go over a socket at this address (graphql-transport-ws).', 'BAD_REQUEST');
          }
          const weighed = { schema, document, operationName, variables: request.variables ?? {} };
          await checkOperation(weighed, contextValue, requestLimit).catch((error: Error) => {
            throw error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
          });
        },
      };
    },
  };
}
