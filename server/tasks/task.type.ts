import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { TaskProblem, TaskRow } from './tasks.table.js';

const TaskKindEnum: Record<string, TaskRow['kind']> = {
  DELETE_APPLICATION: 'deleteApplication',
  RESET: 'reset',
  ERASE_CALLER: 'eraseCaller',
  IMPORT_USERS: 'importUsers',
  CHANGE_REGION: 'changeRegion',
};
registerEnumType(TaskKindEnum, { name: 'TaskKind', description: 'What a task does.' });

const TaskStateEnum: Record<string, TaskRow['state']> = {
  RUNNING: 'running',
  DONE: 'done',
  FAILED: 'failed',
  CANCELED: 'canceled',
};
registerEnumType(TaskStateEnum, {
  name: 'TaskState',
  description: 'State of a task.',
  valuesConfig: {
    RUNNING: { description: 'In progress, or waiting to be tried again: `problem` says why.' },
    DONE: { description: 'Finished.' },
    CANCELED: { description: 'Stopped by a person; what was done stays done.' },
    FAILED: { description: 'Stopped by `problem`; `retryTask` continues it.' },
  },
});

@ObjectType({ description: 'Work that takes longer than a request; it continues after a restart of the server.' })
export class Task implements Pick<TaskRow, 'id' | 'kind' | 'subject' | 'state' | 'done' | 'total'> {
  @Field(() => ID, { description: 'Our id.' })
  id!: string;

  @Field(() => TaskKindEnum, { description: 'What it does.' })
  kind!: TaskRow['kind'];

  @Field(() => String, { description: 'What it is about, such as the name of the application; may be empty.' })
  subject!: string;

  @Field(() => TaskStateEnum, { description: 'Whether it is in progress.' })
  state!: TaskRow['state'];

  @Field(() => Int, { description: 'Steps done so far.' })
  done!: number;

  @Field(() => Int, { nullable: true, description: 'Total number of steps; null while unknown.' })
  total!: number | null;

  /** For the field that shows it. */
  problem!: TaskProblem | null;

  @Field(() => Date, { description: 'When it was started.' })
  startedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it ended; null while it is in progress.' })
  endedAt!: Date | null;

  /** For the fields that the features add. */
  report!: unknown;
}
