/** What the operating system wants in order to start a program at all. */
const OF_THE_SYSTEM = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/**
 * The environment of a child process: ours holds secrets, and whoever may look at a process may read its environment.
 * @param names what else of ours the child reads
 */
export function childEnv(...names: string[]): NodeJS.ProcessEnv {
  const kept = [...OF_THE_SYSTEM, ...names].filter((name) => process.env[name] !== undefined);
  return Object.fromEntries(kept.map((name) => [name, process.env[name]]));
}
