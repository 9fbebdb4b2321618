/** PostgreSQL stores every character except NUL; for JSON it reports that with another code. */
const UNSTORABLE = ['22021', '22P05'];

/** Whether an error, or its cause, means that a text contains a character that cannot be stored or compared. */
export function isUnstorable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (UNSTORABLE.includes((cause as NodeJS.ErrnoException).code ?? '')) return true;
  }
  return false;
}
