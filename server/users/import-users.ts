import { type Actor, requireRole } from '../accounts/actor.js';
import type { Applications } from '../applications/applications.service.js';
import { badInput, DenwabanError } from '../errors.js';
import { randomId } from '../ids.js';
import type { RunningTask } from '../tasks/task.js';
import type { Tasks } from '../tasks/tasks.service.js';
import type { TaskProblem, TaskRow } from '../tasks/tasks.table.js';
import type { CreateUser } from './make-users.js';
import type { UserRow } from './users.table.js';

/** A line of which no user was made. */
export interface RefusedLine {
  /** Its place in the list, from 0. */
  index: number;
  name: string;
  problem: TaskProblem;
}
export interface ImportReport {
  created: number;
  refused: RefusedLine[];
}

/** Lines of one task; a longer list is several tasks. */
export const MOST_LINES = 1000;
/** Lines between two looks at the time. */
const BATCH = 25;
/** Errors that are not about the line: the import waits until they have passed. */
const PASSING = ['LIMIT', 'VONAGE_UNREACHABLE', 'UNAVAILABLE'];

interface ImportDeps {
  applications: Applications;
  tasks: Tasks;
  createMany: (actor: Actor, applicationId: string, lines: CreateUser[]) => Promise<(UserRow | DenwabanError)[]>;
  /** The user of a line, if Vonage has one just as the line says. */
  findSame: (applicationId: string, line: CreateUser) => Promise<UserRow | null>;
}

/** Creates many users at Vonage from a list: a task, since Vonage takes only so many requests a second. */
export function createUserImport({ applications, tasks, createMany, findSame }: ImportDeps) {
  type Work = RunningTask<{ applicationId: string; lines: CreateUser[] }, ImportReport & { open: number[] }>;

  async function run(task: Work): Promise<'more' | 'done'> {
    const { actor, input } = task;
    const { applicationId, lines } = input;
    const report = task.report ?? { created: 0, refused: [], open: [...lines.keys()] };
    while (report.open.length > 0) {
      if (task.isTimeUp()) return 'more';
      const batch = report.open.slice(0, BATCH);
      const outcomes = await createMany(
        actor,
        applicationId,
        batch.map((index) => lines[index]!),
      );
      let passing: DenwabanError | null = null;
      const settled = new Set<number>();
      for (const [at, index] of batch.entries()) {
        const outcome = outcomes[at]!;
        if (outcome instanceof DenwabanError && PASSING.includes(outcome.code)) {
          passing ??= outcome;
          continue;
        }
        settled.add(index);
        // The attempt that was cut off may have created it.
        const mayBeOurs = task.isRepeated && outcome instanceof DenwabanError && outcome.code === 'CONFLICT';
        const user = mayBeOurs ? ((await findSame(applicationId, lines[index]!)) ?? outcome) : outcome;
        if (user instanceof DenwabanError)
          report.refused.push({ index, name: lines[index]!.name, problem: problemOf(user) });
        else report.created += 1;
      }
      report.open = report.open.filter((index) => !settled.has(index));
      await task.progress({ done: lines.length - report.open.length, report });
      if (passing) throw passing;
    }
    return 'done';
  }

  tasks.define({ kind: 'importUsers', run });

  /** Starts to create users. @throws BAD_INPUT (required, tooMany), NOT_FOUND, FORBIDDEN */
  return async function importUsers(actor: Actor, applicationId: string, lines: CreateUser[]): Promise<TaskRow> {
    requireRole(actor, 'admin');
    const { name } = await applications.find(actor, applicationId);
    if (lines.length === 0) throw badInput('input', 'required', 'Name at least one user.');
    if (lines.length > MOST_LINES) {
      throw badInput('input', 'tooMany', `At most ${MOST_LINES} are allowed.`, { max: MOST_LINES });
    }
    const input = { applicationId, lines: lines.map(({ name, displayName }) => ({ name, displayName })) };
    return tasks.start(actor, { kind: 'importUsers', key: randomId(), subject: name, input, total: lines.length });
  };
}

const problemOf = ({ code, message, details }: DenwabanError): TaskProblem => ({ code, message, details });
