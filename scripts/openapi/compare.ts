import { Ajv, type ValidateFunction } from 'ajv';
import type { Operation } from './definitions.js';
import type { Exchange } from './exchanges.js';
import { compareFields } from './fields.js';

export interface Deviation {
  file: string;
  method: string;
  path: string;
  status: number;
  problem: string;
}

export interface Comparison {
  /** Responses that match their definition. */
  valid: { operation: Operation; status: number; newer: string[]; never: string[] }[];
  deviations: Deviation[];
  /** Responses of the simulator without a definition, such as `PATCH /v1/users/{id}`. */
  undefinedOperations: string[];
  /** Defined operations that were not requested. */
  notAsked: Operation[];
}

/** Users and Conversations were `/v0.1` and `/v0.2` before they were `/v1`: the same operations, described earlier. */
const older = (path: string) => path.replace(/^\/v0\.\d(?=\/(users|conversations|legs))/, '/v1');

const pattern = (template: string) => new RegExp(`^${older(template).replace(/\{[^}]+\}/g, '[^/]+')}/?$`);

/** Compares every response of the simulator with every definition of its operation. */
export function compare(operations: Operation[], exchanges: Exchange[]): Comparison {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  const validators = new Map<object, ValidateFunction>();
  const patterns = operations.map((operation) => ({ operation, matches: pattern(operation.path) }));
  const comparison: Comparison = { valid: [], deviations: [], undefinedOperations: [], notAsked: [] };
  const asked = new Set<Operation>();
  const missing = new Set<string>();

  for (const exchange of exchanges) {
    const { method, path, status } = exchange;
    const described = patterns
      .filter(({ operation, matches }) => operation.method === method && matches.test(path))
      .map(({ operation }) => operation);
    if (described.length === 0) missing.add(`${method} ${exchange.template}`);
    for (const operation of described) {
      asked.add(operation);
      const problems = problemsOf(exchange, operation);
      for (const problem of problems) {
        comparison.deviations.push({ file: operation.file, method, path: exchange.template, status, problem });
      }
      if (problems.length > 0) continue;
      const fields = compareFields(operation.replies.get(String(status)), exchange.body);
      comparison.valid.push({ operation, status, ...fields });
    }
  }
  comparison.undefinedOperations = [...missing].sort();
  comparison.notAsked = operations.filter((operation) => !asked.has(operation));
  return comparison;

  function problemsOf({ status, body }: Exchange, operation: Operation): string[] {
    const schema = operation.replies.get(String(status));
    if (schema === undefined) return [`the definition has no reply ${status}, but ${[...operation.replies.keys()]}`];
    if (schema === null) {
      // If the body of an error is not defined, any is accepted.
      return body === undefined || status >= 400 ? [] : ['the reply has a body, the definition has none'];
    }
    if (body === undefined) return ['the reply has no body'];
    const validate = validators.get(schema) ?? ajv.compile(schema);
    validators.set(schema, validate);
    validate(body);
    return (validate.errors ?? []).map((error) => `${error.instancePath || 'the body'} ${error.message}`);
  }
}
