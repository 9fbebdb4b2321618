/** PostgreSQL takes every character but NUL; in JSON it says so by another code. */
const UNSTORABLE = ['22021', '22P05'];

/** Whether an error, or what caused it, says that a text has a character that cannot be stored or compared. */
export function isUnstorable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (UNSTORABLE.includes((cause as NodeJS.ErrnoException).code ?? '')) return true;
  }
  return false;
}
