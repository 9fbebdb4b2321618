import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parse } from 'yaml';

type Json = Record<string, unknown>;

/** One operation of one definition file. */
export interface Operation {
  file: string;
  method: string;
  /** Path as in the file, prefixed with its server's path. */
  path: string;
  /** JSON bodies by status; null if there is none. References are resolved. */
  replies: Map<string, object | null>;
}

const VERBS = ['get', 'post', 'put', 'patch', 'delete'];

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads every OpenAPI definition (YAML or JSON) in a folder.
 * @throws Error if there is none, or a reference cannot be resolved
 */
export function readDefinitions(folder: string): Operation[] {
  const files = readdirSync(folder).filter((name) => /\.(ya?ml|json)$/.test(name));
  const operations = files.flatMap((file) => operationsOf(folder, file));
  if (operations.length === 0) throw new Error(`There is no OpenAPI definition in ${folder}.`);
  return operations;
}

function operationsOf(folder: string, file: string): Operation[] {
  const documents = new Map<string, unknown>();
  const document = (name: string): unknown => {
    if (!documents.has(name)) documents.set(name, parse(readFileSync(join(folder, name), 'utf8')));
    return documents.get(name);
  };
  const root = document(file);
  if (!isObject(root) || !isObject(root.paths)) return [];
  const whole = fillIn(root.paths, file, document) as Json;

  return Object.entries(whole).flatMap(([template, item]) => {
    const verbs = isObject(item) ? item : {};
    return VERBS.filter((verb) => isObject(verbs[verb])).map((verb) => {
      const operation = verbs[verb] as Json;
      const servers = operation.servers ?? verbs.servers ?? root.servers;
      return {
        file,
        method: verb.toUpperCase(),
        path:
          serverPath(servers) +
          template
            .replace(/:(\w+)/g, '{$1}')
            .replace(/(.)\/$/, '$1')
            .replace(/^\/$/, ''),
        replies: new Map(
          Object.entries(operation.responses as Json).map(([status, reply]) => [status, schemaOf(reply)]),
        ),
      };
    });
  });
}

function serverPath(servers: unknown): string {
  const [first] = Array.isArray(servers) ? (servers as { url: string }[]) : [];
  return first ? new URL(first.url).pathname.replace(/\/$/, '') : '';
}

function schemaOf(reply: unknown): object | null {
  const content = isObject(reply) && isObject(reply.content) ? reply.content : {};
  const type = Object.keys(content).find((name) => name.includes('json'));
  const media = type ? content[type] : undefined;
  return isObject(media) && isObject(media.schema) ? media.schema : null;
}

/** A copy with every `$ref` resolved, in this file or a neighboring one; a cycle becomes "anything". */
function fillIn(node: unknown, file: string, document: (name: string) => unknown, above: string[] = []): unknown {
  if (Array.isArray(node)) return node.map((one) => fillIn(one, file, document, above));
  if (!isObject(node)) return node;
  if (typeof node.$ref !== 'string') {
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fillIn(value, file, document, above)]));
  }
  const [name = '', pointer = ''] = node.$ref.split('#');
  const target = name ? posix.join(dirname(file), name) : file;
  const place = `${target}#${pointer}`;
  if (above.includes(place)) return {};
  return fillIn(lookUp(document(target), pointer, place), target, document, [...above, place]);
}

function lookUp(root: unknown, pointer: string, place: string): unknown {
  let node = root;
  for (const step of pointer.split('/').slice(1)) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    node = isObject(node) || Array.isArray(node) ? (node as Json)[key] : undefined;
  }
  if (node === undefined) throw new Error(`The reference ${place} leads nowhere.`);
  return node;
}
