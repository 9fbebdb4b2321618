import type { Actor } from '../accounts/actor.js';
import type { TaskKindName } from './tasks.table.js';

/** A task that is being worked on. */
export interface RunningTask<Input, Report> {
  readonly actor: Actor;
  readonly input: Input;
  /** What the runs before have reported; null at first. */
  readonly report: Report | null;
  /** Whether an earlier attempt of this step may have been cut off after Vonage had done it. */
  readonly isRepeated: boolean;
  /** Writes down how far it is, for the page and for the next run. */
  progress(change: { done?: number; total?: number; report?: Report }): Promise<void>;
  /** Whether this run has worked long enough and another one should go on. @throws when the server is closing */
  isTimeUp(): boolean;
}

/** One kind of task, and how it is worked on. */
export interface TaskKind<Input, Report> {
  kind: TaskKindName;
  /**
   * Works until the end, or until `isTimeUp`. Each of its steps may be repeated: a crash loses what was not reported.
   * An error that may pass (a limit, Vonage or the database away) is tried again; any other ends the task as failed.
   * @returns whether there is more to do
   */
  run(task: RunningTask<Input, Report>): Promise<'more' | 'done'>;
}
