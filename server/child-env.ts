/** What the operating system wants in order to start a program at all. */
const OF_THE_SYSTEM = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/**
 * The environment of a child process, without our secrets, because others may be able to read it.
 * @param names further variables to pass on
 */
export function childEnv(...names: string[]): NodeJS.ProcessEnv {
  const kept = [...OF_THE_SYSTEM, ...names].filter((name) => process.env[name] !== undefined);
  return Object.fromEntries(kept.map((name) => [name, process.env[name]]));
}
