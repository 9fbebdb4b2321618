import { type InvalidParameter, invalid } from './errors.js';

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parameters from query and body together; old clients put in one what newer ones put in the other. */
export function parametersOf(request: { query: unknown; body: unknown }): Json {
  return { ...(isObject(request.query) && request.query), ...(isObject(request.body) && request.body) };
}

interface Range {
  min?: number;
  max?: number;
}

/**
 * Reads the fields of a request and records each invalid one with its path, so that one response can name all of them.
 * An absent or null field reads as undefined.
 * @param source a parsed body, or a query, whose numbers and booleans are text
 */
export function readInput(source: unknown, path = '', problems: InvalidParameter[] = []) {
  const fields: Json = isObject(source) ? source : {};
  const at = (name: string) => (path ? `${path}.${name}` : name);

  function wrong(name: string, reason: string): undefined {
    problems.push({ name: at(name), reason });
    return undefined;
  }
  const given = (name: string) => fields[name] ?? undefined;

  return {
    problems,
    wrong,
    given,

    text(name: string, rule: { required?: boolean; most?: number } = {}): string | undefined {
      const value = given(name);
      if (value === undefined) return rule.required ? wrong(name, 'is required') : undefined;
      if (typeof value !== 'string') return wrong(name, 'must be a string');
      if (rule.required && value.trim() === '') return wrong(name, 'must not be blank');
      if (rule.most !== undefined && value.length > rule.most) return wrong(name, `must be at most ${rule.most} long`);
      return value;
    },

    integer(name: string, { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }: Range = {}) {
      const value = given(name);
      if (value === undefined) return undefined;
      const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isInteger(number)) return wrong(name, 'must be an integer');
      if (number >= min && number <= max) return number;
      return wrong(
        name,
        max === Number.MAX_SAFE_INTEGER ? `must be at least ${min}` : `must be between ${min} and ${max}`,
      );
    },

    flag(name: string): boolean | undefined {
      const value = given(name);
      if (value === undefined || typeof value === 'boolean') return value;
      if (value === 'true' || value === 'false') return value === 'true';
      return wrong(name, 'must be a boolean');
    },

    /** @param allowed compared case-insensitively; the value is returned as spelled there */
    oneOf<T extends string>(name: string, allowed: readonly T[], rule: { required?: boolean } = {}): T | undefined {
      const value = given(name);
      if (value === undefined) return rule.required ? wrong(name, 'is required') : undefined;
      const found = allowed.find((word) => word.toLowerCase() === String(value).toLowerCase());
      return found ?? wrong(name, `must be one of: ${allowed.join(', ')}`);
    },

    object(name: string, rule: { required?: boolean } = {}): Json | undefined {
      const value = given(name);
      if (value === undefined) return rule.required ? wrong(name, 'is required') : undefined;
      return isObject(value) ? value : wrong(name, 'must be an object');
    },

    /** An http or https URL. */
    address(name: string, rule: { empty?: boolean } = {}): string | undefined {
      const value = given(name);
      if (value === undefined || (value === '' && rule.empty)) return value as string | undefined;
      return isWebAddress(value) ? value : wrong(name, 'must be a valid URL');
    },

    has: (name: string) => isObject(given(name)),

    /** A reader for a nested object, which adds to the same list of problems. */
    inside(name: string): Input {
      const value = given(name);
      if (value !== undefined && !isObject(value)) wrong(name, 'must be an object');
      return readInput(value, at(name), problems);
    },

    /** @throws SimError 400 that lists the problems */
    check(): void {
      if (problems.length > 0) throw invalid(...problems);
    },
  };
}

export interface Input extends ReturnType<typeof readInput> {}

/** An array with one URL, as the Voice API expects URLs. */
export function urlIn(input: Input, name: string, rule: { required?: boolean } = {}): string | undefined {
  const value = input.given(name);
  if (value === undefined) return rule.required ? input.wrong(name, 'is required') : undefined;
  const [url, ...more] = Array.isArray(value) ? value : [];
  if (more.length > 0 || !isWebAddress(url)) return input.wrong(name, 'must be an array with one URL');
  return url;
}

export function isWebAddress(value: unknown): value is string {
  return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

type Given<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without undefined fields. */
export function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}
