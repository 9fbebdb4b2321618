import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'graphql';
import type { Plugin } from 'vite';

const locales = join(import.meta.dirname, '../web/locales');
const DOCUMENT = /\bgraphql\(\s*(?:\/\*.*?\*\/\s*)?`([^`]+)`\s*,?\s*\)/g;

/**
 * Puts each parsed GraphQL document where it is written, so that a page carries only its own documents and no parser.
 * Without it, `graphql()` looks them up in one map of all, which every page would carry.
 */
export function inlineDocuments(): Plugin {
  return {
    name: 'inline-documents',
    enforce: 'pre',
    transform: {
      filter: { id: /\/web\/(?!generated\/).*\.tsx?$/, code: 'graphql(' },
      handler: (code) => ({
        code: code.replace(DOCUMENT, (_, sdl: string) => JSON.stringify(parse(sdl, { noLocation: true }))),
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
