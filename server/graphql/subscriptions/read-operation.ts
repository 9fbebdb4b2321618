import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { Context } from '../../context.js';
import { checkDocument, checkOperation } from '../limits/check-operation.js';
import { MAX_ERRORS, MAX_TOKENS } from '../limits/limits.js';
import type { RequestLimit } from '../limits/request-limit.js';

/** Whose operation it is, and what counts it. */
interface Asked {
  schema: GraphQLSchema;
  asker: Pick<Context, 'actor' | 'address'>;
  requestLimit: RequestLimit;
}

/**
 * Does for socket operations what Apollo does over HTTP: parses, validates and computes the cost.
 * @returns what to execute, or the errors
 */
export async function readOperation(
  payload: SubscribePayload,
  { schema, asker, requestLimit }: Asked,
): Promise<ExecutionArgs | GraphQLError[]> {
  const { operationName } = payload;
  const variables = payload.variables ?? {};
  try {
    const document: DocumentNode = parse(payload.query, { maxTokens: MAX_TOKENS });
    checkDocument(document, asker.actor);
    const errors = validate(schema, document, specifiedRules, { maxErrors: MAX_ERRORS });
    if (errors.length > 0) return [...errors];
    await checkOperation({ schema, document, operationName, variables }, asker, requestLimit);
    return { schema, document, operationName: operationName ?? null, variableValues: variables };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    return [new GraphQLError((error as Error).message, { originalError: error as Error })];
  }
}
