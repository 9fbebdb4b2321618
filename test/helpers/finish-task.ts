import type { TestApp } from './test-app.js';
import { waitFor } from './wait-for.js';

const TASK = /* GraphQL */ `
  query Task($id: ID!) {
    task(id: $id) {
      kind subject state done total
      problem { code message }
      deleteReport { applications deletedAtVonage usersDeleted numbersCancelled leftAtVonage }
      eraseReport { placeholder calls events auditEntries }
      importReport { created refused { index refusal { code rule } } }
    }
  }
`;

export interface SeenTask {
  kind: string;
  subject: string;
  state: 'RUNNING' | 'DONE' | 'FAILED';
  done: number;
  total: number | null;
  problem: { code: string; message: string } | null;
  deleteReport: Record<string, unknown> | null;
  eraseReport: { placeholder: string; calls: number; events: number; auditEntries: number } | null;
  importReport: { created: number; refused: { index: number; refusal: { code: string; rule: string } }[] } | null;
}

/** How a task stands now. */
export const readTask = async (app: TestApp, id: string) => (await app.ask<{ task: SeenTask }>(TASK, { id })).task;

/** Waits until a task has ended, done or failed. */
export const endOfTask = (app: TestApp, id: string): Promise<SeenTask> =>
  waitFor(async () => {
    const task = await readTask(app, id);
    return task.state === 'RUNNING' ? null : task;
  }, 15_000);

/**
 * Starts a task by a mutation of one field, which asks for its id, and waits until it has ended.
 * @param mutation the whole document
 */
export async function finishTask(app: TestApp, mutation: string, variables: Record<string, unknown>) {
  const started = await app.ask<Record<string, { id: string }>>(mutation, variables);
  return endOfTask(app, Object.values(started)[0]!.id);
}
