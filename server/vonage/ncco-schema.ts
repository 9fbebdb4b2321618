import { FORMATS, type Keys, type Rule } from './ncco-rule-kinds.js';
import { ACTION_RULES } from './ncco-rules.js';

type Schema = Record<string, unknown>;

/**
 * The rules as JSON Schema (draft-07), which the editor uses for completion and hints. It does not replace checkNcco,
 * which also has rules across keys and actions.
 */
export function nccoSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'NCCO',
    type: 'array',
    items: { oneOf: Object.entries(ACTION_RULES).map(([action, keys]) => tagged('action', action, keys)) },
  };
}

/** An object whose key `tag` has one value. */
function tagged(tag: string, value: string, keys: Keys): Schema {
  const { properties, required = [] } = withKeys(keys);
  return {
    title: value,
    type: 'object',
    properties: { [tag]: { const: value }, ...properties },
    required: [tag, ...required],
  };
}

function withKeys(keys: Keys): { properties: Schema; required?: string[] } {
  const entries = Object.entries(keys);
  const required = entries.filter(([, rule]) => rule.required).map(([key]) => key);
  return {
    properties: Object.fromEntries(entries.map(([key, rule]) => [key, schemaOf(rule)])),
    ...(required.length > 0 && { required }),
  };
}

function schemaOf(rule: Rule): Schema {
  const common = { description: rule.doc, ...(rule.deprecated && { deprecated: true }) };
  switch (rule.type) {
    case 'text':
      return {
        ...common,
        type: 'string',
        ...(rule.oneOf && { enum: rule.oneOf }),
        ...(rule.format ? { pattern: FORMATS[rule.format].source } : !rule.oneOf && { minLength: 1 }),
        ...(rule.refusedAbove && { maxLength: rule.refusedAbove }),
        ...(rule.default !== undefined && { default: rule.default }),
      };
    case 'number':
      return {
        ...common,
        type: rule.whole ? 'integer' : 'number',
        minimum: rule.min,
        ...(rule.max !== undefined && { maximum: rule.max }),
        ...(rule.default !== undefined && { default: rule.default }),
      };
    case 'boolean':
      return { ...common, type: 'boolean', default: rule.default };
    case 'list':
      return {
        ...common,
        type: 'array',
        items: schemaOf(rule.of),
        ...(rule.min !== undefined && { minItems: rule.min }),
        ...(rule.max !== undefined && { maxItems: rule.max }),
      };
    case 'object':
      return { ...common, type: 'object', ...withKeys(rule.keys) };
    case 'open':
      return { ...common, type: 'object' };
    case 'endpoint':
      return { ...common, oneOf: Object.entries(rule.of).map(([type, keys]) => tagged('type', type, keys)) };
  }
}
