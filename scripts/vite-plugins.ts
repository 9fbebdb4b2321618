import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type DocumentNode, type FragmentDefinitionNode, Kind, parse, visit } from 'graphql';
import type { Plugin } from 'vite';

const web = join(import.meta.dirname, '../web');
const locales = join(web, 'locales');
const DOCUMENT = /\bgraphql\(\s*(?:\/\*.*?\*\/\s*)?`([^`]+)`\s*,?\s*\)/g;

const parseDocument = (sdl: string) => parse(sdl, { noLocation: true });

/** @returns all fragments of the web app by name; any document may use them */
function readFragments(): Map<string, FragmentDefinitionNode> {
  const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('generated'))
    .map((name) => readFileSync(join(web, name), 'utf8'));
  const definitions = sources
    .flatMap((source) => [...source.matchAll(DOCUMENT)])
    .flatMap(([, sdl]) => parseDocument(sdl!).definitions);
  const fragments = definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((one) => [one.name.value, one]));
}

/** @returns the document with the fragments that it uses, directly or through others */
function withFragments(document: DocumentNode, fragments: Map<string, FragmentDefinitionNode>): DocumentNode {
  const definitions = new Set(document.definitions);
  // Iterating a set also visits what is added on the way.
  for (const definition of definitions) {
    visit(definition, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment) definitions.add(fragment);
      },
    });
  }
  return { ...document, definitions: [...definitions] };
}

/**
 * Puts each parsed GraphQL document where it is written, so that a page carries only its own documents and no parser.
 * Without it, `graphql()` looks them up in one map of all, which every page would carry.
 */
export function inlineDocuments(): Plugin {
  let fragments = new Map<string, FragmentDefinitionNode>();
  return {
    name: 'inline-documents',
    enforce: 'pre',
    buildStart() {
      fragments = readFragments();
    },
    transform: {
      filter: { id: /\/web\/(?!generated\/).*\.tsx?$/, code: 'graphql(' },
      handler: (code) => ({
        code: code.replace(DOCUMENT, (_, sdl: string) => JSON.stringify(withFragments(parseDocument(sdl), fragments))),
        map: null,
      }),
    },
  };
}

/** `import url from 'words:ja'`: URL of all texts of a language, as one JSON file. */
export function words(): Plugin {
  let building = false;
  return {
    name: 'words',
    configResolved({ command }) {
      building = command === 'build';
    },
    resolveId: (id) => (id.startsWith('words:') ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith('\0words:')) return null;
      const language = id.slice('\0words:'.length);
      const files = readdirSync(join(locales, language)).map((file) => join(locales, language, file));
      for (const file of files) this.addWatchFile(file);
      const areas = files.map((file) => [basename(file, '.json'), JSON.parse(readFileSync(file, 'utf8'))]);
      const source = JSON.stringify(Object.fromEntries(areas));
      if (!building) return `export default ${JSON.stringify(`data:application/json,${encodeURIComponent(source)}`)}`;
      const file = this.emitFile({ type: 'asset', name: `${language}.json`, source });
      return `export default "__VITE_ASSET__${file}__"`;
    },
  };
}
