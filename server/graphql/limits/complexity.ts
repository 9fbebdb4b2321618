import { createRequire } from 'node:module';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { ComplexityEstimator } from 'graphql-query-complexity';
import { isTooDeep, MAX_JSON_DEPTH } from '../../json-depth.js';
import { refusal } from './limits.js';

// As an ES module it brings a second copy of graphql ("another module or realm"); its CommonJS has ours.
const { fieldExtensionsEstimator, getComplexity } = createRequire(import.meta.url)(
  'graphql-query-complexity',
) as typeof import('graphql-query-complexity');

/**
 * Maximum fields per request. The heaviest page of the web app needs a sixth of it; every field of five applications,
 * as a generated client requests them, five sixths.
 */
const MAX_COMPLEXITY = 30_000;
/** How many a list without pages is taken to have. */
const LIST = 10;
/** Introspection is read from memory: this many of its fields cost as much as one of ours. */
const INTROSPECTION = 4;
/** The type that `__type` names may have so many times more fields than others. */
const LARGEST = 10;
/** How many a list of a request may have, and how many values all of them together. */
const LONGEST_LIST = 1_000;
const MOST_VALUES = 20_000;
/** Cost of each value, for each use. */
const VALUE = 2;

/** A page costs as many times as it may have rows: `first` of a connection, whose `nodes` are then counted already. */
function weighFields(schema: GraphQLSchema): ComplexityEstimator {
  const types = Object.keys(schema.getTypeMap()).length;
  const counted = new WeakMap<object, number>();
  return ({ args, field, type, childComplexity }) => {
    if (field.name === '__schema') return 1 + Math.ceil(childComplexity / INTROSPECTION);
    if (field.name === '__type') return 1 + Math.ceil((LARGEST * childComplexity) / INTROSPECTION);
    if (isIntrospectionType(type)) return 1 + timesOf(field, types) * childComplexity;
    const given = VALUE * countValues(args, counted);
    if (typeof args.first === 'number') return 1 + given + Math.max(args.first, 0) * childComplexity;
    const isPage = isObjectType(type) && 'pageInfo' in type.getFields();
    return 1 + given + (isList(field) && !isPage ? LIST : 1) * childComplexity;
  };
}

/** How many a field of introspection gives. */
function timesOf(field: GraphQLField<unknown, unknown>, types: number): number {
  if (field.name === 'types') return types;
  // Half of all types are wrapped in another one, a quarter in two.
  if (field.name === 'ofType') return 0.5;
  // Most fields have none.
  if (field.name === 'args') return 1;
  return isList(field) ? LIST : 1;
}

function isList({ type }: GraphQLField<unknown, unknown>): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

export interface Weighed {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null | undefined;
  variables: Record<string, unknown>;
}

/**
 * Computes the cost of an operation before it runs.
 * @returns about how many fields it will resolve
 * @throws GraphQLError (GRAPHQL_VALIDATION_FAILED) if it exceeds the limit
 */
export function checkComplexity({ schema, document, operationName, variables }: Weighed): number {
  checkValues(variables);
  const operation = getOperationAST(document, operationName);
  // Values of a wrong type are the execution's to refuse: it names their place.
  const given = getVariableValues(schema, operation?.variableDefinitions ?? [], variables, { maxErrors: 1 });
  if (!operation || given.errors) return 0;
  const complexity = complexityOf(schema, document, operation.name?.value, variables);
  if (complexity <= MAX_COMPLEXITY) return complexity;
  const cost = Number.isFinite(complexity) ? `This would cost ${Math.ceil(complexity)}` : 'This would cost too much';
  throw refusal(`${cost}, and a request may cost ${MAX_COMPLEXITY}. Ask for less.`);
}

/** @throws GraphQLError for abusive values: too deep, too long, too many */
function checkValues(variables: Record<string, unknown>): void {
  if (isTooDeep(variables)) throw refusal(`Variables may be nested ${MAX_JSON_DEPTH} deep.`, 'BAD_REQUEST');
  if (longestList(variables) > LONGEST_LIST) {
    throw refusal(`A list in a request may have ${LONGEST_LIST} values.`, 'BAD_REQUEST');
  }
  if (countValues(variables) > MOST_VALUES) {
    throw refusal(`The variables of a request may have ${MOST_VALUES} values.`, 'BAD_REQUEST');
  }
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;

function longestList(value: object): number {
  const own = Array.isArray(value) ? value.length : 0;
  // What is too long need not be looked into.
  if (own > LONGEST_LIST) return own;
  return Object.values(value)
    .filter(isNested)
    .reduce((longest, one) => Math.max(longest, longestList(one)), own);
}

/** Counts values in lists and objects; a plain argument is free. @param counted a variable is counted once */
function countValues(value: object, counted = new WeakMap<object, number>()): number {
  const known = counted.get(value);
  if (known !== undefined) return known;
  const inner = Object.values(value).filter(isNested);
  const sum = inner.reduce((count, one) => count + Object.keys(one).length + countValues(one, counted), 0);
  counted.set(value, sum);
  return sum;
}

/** Infinity when fragments that name each other make it too large to count. */
function complexityOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
): number {
  const estimators = [fieldExtensionsEstimator(), weighFields(schema)];
  try {
    return getComplexity({ schema, query, variables, ...(operationName && { operationName }), estimators });
  } catch (error) {
    if (error instanceof GraphQLError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}
