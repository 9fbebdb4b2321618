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
import { checkComplexity } from './complexity.js';
import { limits, MAX_TOKENS } from './limits.js';

/**
 * What Apollo does over HTTP, for an operation that came over a socket: reads, validates and weighs it.
 * @returns what is to be executed, or why not
 */
export function readOperation(schema: GraphQLSchema, payload: SubscribePayload): ExecutionArgs | GraphQLError[] {
  const { operationName, variables } = payload;
  try {
    const document: DocumentNode = parse(payload.query, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document, [...specifiedRules, limits]);
    if (errors.length > 0) return [...errors];
    checkComplexity({ schema, document, operationName, variables: variables ?? {} });
    return { schema, document, operationName: operationName ?? null, variableValues: variables ?? {} };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}
