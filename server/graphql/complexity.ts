import { createRequire } from 'node:module';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { ComplexityEstimator } from 'graphql-query-complexity';
import { isTooDeep, MAX_JSON_DEPTH } from '../json-depth.js';

// As an ES module it brings a second copy of graphql ("another module or realm"); its CommonJS has ours.
const { fieldExtensionsEstimator, getComplexity } = createRequire(import.meta.url)(
  'graphql-query-complexity',
) as typeof import('graphql-query-complexity');

/** Fields that may be filled in for one request. The heaviest page of the web app asks for a quarter of it. */
const MAX_COMPLEXITY = 20_000;
/** How many a list without pages is taken to have. */
const LIST = 10;

/** A page costs as many times as it may have rows: `first` of a connection, whose `nodes` are then counted already. */
const estimate: ComplexityEstimator = ({ args, field, type, childComplexity }) => {
  if (isIntrospectionType(type) || field.name.startsWith('__')) return 1 + childComplexity;
  if (typeof args.first === 'number') return 1 + Math.max(args.first, 0) * childComplexity;
  const output = isNonNullType(field.type) ? field.type.ofType : field.type;
  const isPage = isObjectType(type) && 'pageInfo' in type.getFields();
  return 1 + (isListType(output) && !isPage ? LIST : 1) * childComplexity;
};

interface Weighed {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variables: Record<string, unknown>;
}

/**
 * Weighs an operation before anything of it runs.
 * @throws GraphQLError (GRAPHQL_VALIDATION_FAILED) when it would cost more than any page or script asks for
 */
export function checkComplexity({ schema, document, operationName, variables }: Weighed): void {
  if (isTooDeep(variables)) throw refusal(`Variables may be nested ${MAX_JSON_DEPTH} deep.`, 'BAD_REQUEST');
  const operation = getOperationAST(document, operationName);
  // Values of a wrong type are the execution's to refuse: it names their place.
  const given = getVariableValues(schema, operation?.variableDefinitions ?? [], variables, { maxErrors: 1 });
  if (!operation || given.errors) return;
  const complexity = complexityOf(schema, document, operation.name?.value, variables);
  if (complexity <= MAX_COMPLEXITY) return;
  const cost = Number.isFinite(complexity) ? `This would cost ${complexity}` : 'This would cost too much';
  throw refusal(`${cost}, and a request may cost ${MAX_COMPLEXITY}. Ask for less.`);
}

function refusal(sentence: string, code = 'GRAPHQL_VALIDATION_FAILED'): GraphQLError {
  return new GraphQLError(sentence, { extensions: { code, http: { status: 400 } } });
}

/** Infinity when fragments that name each other make it too large to count. */
function complexityOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
): number {
  const estimators = [fieldExtensionsEstimator(), estimate];
  try {
    return getComplexity({ schema, query, variables, ...(operationName && { operationName }), estimators });
  } catch (error) {
    if (error instanceof GraphQLError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** Over HTTP. */
export const weighOperations: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operationName, request }) {
        checkComplexity({ schema, document, operationName, variables: request.variables ?? {} });
      },
    };
  },
};
