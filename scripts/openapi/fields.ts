type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields that a schema describes: by name, from all its `allOf`, `anyOf` and `oneOf`. */
function described(schema: unknown): Map<string, unknown> {
  if (!isObject(schema)) return new Map();
  const variants = ['allOf', 'anyOf', 'oneOf'].flatMap((word) => (Array.isArray(schema[word]) ? schema[word] : []));
  const own = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  return new Map([...variants.flatMap((variant) => [...described(variant)]), ...own]);
}

/**
 * Most definitions require nothing, so a response can be valid and still be something else: these are the fields that
 * only one of the two has.
 * @returns dotted paths; `[]` stands for the items of a list
 */
export function compareFields(schema: unknown, body: unknown, path = ''): { newer: string[]; never: string[] } {
  if (Array.isArray(body)) {
    const items = isObject(schema) ? schema.items : undefined;
    const found = body.map((item) => compareFields(items, item, `${path}[]`));
    return { newer: found.flatMap(({ newer }) => newer), never: found[0]?.never ?? [] };
  }
  const fields = described(schema);
  if (fields.size === 0 || !isObject(body)) return { newer: [], never: [] };
  const at = (name: string) => (path ? `${path}.${name}` : name);
  const inside = Object.entries(body)
    .filter(([name]) => fields.has(name))
    .map(([name, value]) => compareFields(fields.get(name), value, at(name)));
  const newer = Object.keys(body).filter((name) => !fields.has(name));
  const never = [...fields.keys()].filter((name) => !(name in body));
  return {
    newer: [...newer.map(at), ...inside.flatMap((one) => one.newer)],
    never: [...never.map(at), ...inside.flatMap((one) => one.never)],
  };
}
