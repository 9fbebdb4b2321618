/**
 * Generates `web/generated/`: typed documents from schema.graphql and the `graphql(…)` calls in web/, and phone number
 * formats. The build runs it whenever a source has changed; by hand: `node scripts/codegen.mjs`. With --check nothing
 * is written, and an outdated file is an error.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { preset } from '@graphql-codegen/client-preset';
import { codegen } from '@graphql-codegen/core';
import { buildSchema, parse, Source } from 'graphql';
import { phoneFormats } from './phone-formats.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = 'web/generated/';

/** @returns every `graphql(`…`)` document of a source file, with its original text. */
function documentsOf(path, text) {
  return [...text.matchAll(/\bgraphql\(\s*(?:\/\*.*?\*\/\s*)?`([^`]+)`/g)].map(([, rawSDL]) => ({
    location: path,
    rawSDL,
    document: parse(new Source(rawSDL, path)),
  }));
}

/** @returns the generated files as a map from path (relative to the root) to text. */
export async function generate() {
  const names = (await readdir(join(root, 'web'), { recursive: true }))
    .map((name) => join('web', name))
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith(output))
    .sort();
  const documents = [];
  for (const name of names) documents.push(...documentsOf(name, await readFile(join(root, name), 'utf8')));

  const schema = await readFile(join(root, 'schema.graphql'), 'utf8');
  const options = {
    baseOutputDir: output,
    schema: parse(schema),
    schemaAst: buildSchema(schema),
    documents,
    plugins: [],
    pluginMap: {},
    pluginContext: {},
    presetConfig: { fragmentMasking: false },
    config: {
      useTypeImports: true,
      enumsAsTypes: true,
      scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown' },
    },
  };
  const files = { [`${output}phone-formats.json`]: phoneFormats() };
  for (const part of await preset.buildGeneratesSection(options)) {
    // Its index file contains only `export * from "./gql"`, which is unused.
    if (part.filename.endsWith('index.ts')) continue;
    files[part.filename] = await codegen({ ...part, skipDocumentsValidation: undefined });
  }
  return files;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, text] of Object.entries(await generate())) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    const current = await readFile(join(root, name), 'utf8').catch(() => undefined);
    if (current === text) continue;
    if (process.argv.includes('--check')) {
      console.error(`${name} is stale; npm run build writes it.`);
      process.exitCode = 1;
    } else {
      await writeFile(join(root, name), text);
      console.log(`wrote ${name}`);
    }
  }
}
