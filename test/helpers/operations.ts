import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { createSchema } from '../../server/graphql/schema.js';

/** Value of a text, by the name of the argument or field; null omits an optional one. */
export type TextOf = (name: string) => string | null;

export interface Operation {
  name: string;
  kind: 'query' | 'mutation' | 'subscription';
  /** The whole document. */
  text: string;
}

/**
 * Every query and mutation of the schema, ready to be sent, with a value of the right type for each argument.
 * @param levels how many levels of objects to ask for with all their fields; 0 = only that there is something
 */
export function allOperations(textOf: TextOf, levels = 0): Operation[] {
  const { query, mutation } = operationsByKind(textOf, levels);
  return [...query, ...mutation];
}

/** Those and the subscriptions, by kind. */
export function operationsByKind(textOf: TextOf, levels = 0) {
  const schema = createSchema();
  return {
    query: operations(schema.getQueryType()!, 'query'),
    mutation: operations(schema.getMutationType()!, 'mutation'),
    subscription: operations(schema.getSubscriptionType()!, 'subscription'),
  };

  function operations(root: GraphQLObjectType, kind: Operation['kind']): Operation[] {
    return Object.values(root.getFields()).flatMap(({ name, args, type }) => {
      const given = values(args);
      const text = (selected: string) => `${kind} { ${name}${given && `(${given})`} ${selected} }`;
      return selections(type, levels).map((selected) => ({ name, kind, text: text(selected) }));
    });
  }

  function values(inputs: readonly Pick<GraphQLArgument, 'name' | 'type'>[]): string {
    const given = inputs.flatMap(({ name, type }) => {
      const text = textOf(name) === null && !isNonNullType(type) ? null : value(type, name);
      return text === null && !isNonNullType(type) ? [] : [`${name}: ${text ?? '"x"'}`];
    });
    return given.join(', ');
  }

  function value(type: GraphQLInputType, name: string): string | null {
    if (isNonNullType(type)) return value(type.ofType, name);
    if (isListType(type)) return '[]';
    if (isEnumType(type)) return type.getValues()[0]!.name;
    if (isInputObjectType(type)) return `{ ${values(Object.values(type.getFields()))} }`;
    const plain = {
      Int: name === 'first' ? '5' : '1',
      Float: '1',
      Boolean: 'false',
      JSON: '[]',
      DateTime: '"2100-01-01T00:00:00Z"',
    }[type.name];
    const text = textOf(name);
    return plain ?? (text === null ? null : JSON.stringify(text));
  }

  /** An interface is asked for once as each of its types: fields of the same name need not fit together. */
  function selections(output: GraphQLOutputType, deeper: number): string[] {
    const type = getNamedType(output);
    if (!isInterfaceType(type)) return [selection(type, deeper)];
    if (deeper === 0) return ['{ __typename }'];
    return schema.getPossibleTypes(type).map((one) => `{ __typename ... on ${one.name} ${selection(one, deeper)} }`);
  }

  /** All fields of an object, and of the objects in it as deep as asked for. */
  function selection(output: GraphQLOutputType, deeper: number): string {
    const type = getNamedType(output);
    if (!isObjectType(type)) return '';
    if (deeper === 0) return '{ __typename }';
    const fields = Object.values(type.getFields()).map((field) => {
      const given = values(field.args);
      return `${field.name}${given && `(${given})`} ${selection(field.type, deeper - 1)}`;
    });
    return `{ ${fields.join(' ')} }`;
  }
}
