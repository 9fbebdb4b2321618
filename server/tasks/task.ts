import type { Actor } from '../accounts/actor.js';
import type { TaskKindName } from './tasks.table.js';

/** A running task. */
export interface RunningTask<Input, Report> {
  readonly actor: Actor;
  readonly input: Input;
  /** What earlier runs reported; null at first. */
  readonly report: Report | null;
  /** Whether an earlier attempt of this step may have failed after Vonage had carried it out. */
  readonly isRepeated: boolean;
  /** Saves progress, for the page and for the next run. */
  progress(change: { done?: number; total?: number; report?: Report }): Promise<void>;
  /**
   * Whether this run has worked long enough and should leave the rest to the next one.
   * @throws when the server is closing
   */
  isTimeUp(): boolean;
}

/** One kind of task, and how it runs. */
export interface TaskKind<Input, Report> {
  kind: TaskKindName;
  /**
   * Works until everything is done, or until `isTimeUp`. Each step may be repeated: a crash loses what was not
   * reported. A temporary error (a limit, or Vonage or the database is unavailable) is retried; any other error fails
   * the task.
   * @returns whether there is more to do
   */
  run(task: RunningTask<Input, Report>): Promise<'more' | 'done'>;
}
