import type { Actor } from '../accounts/actor.js';
import type { Applications } from '../applications/applications.service.js';
import type { Calls } from '../calls/calls.service.js';
import type { Db } from '../db/connect.js';
import { DenwabanError } from '../errors.js';
import type { Jobs } from '../jobs/jobs.service.js';
import type { Numbers } from '../numbers/numbers.service.js';
import type { Reports } from '../reports/reports.service.js';
import type { RunningTask } from '../tasks/task.js';
import type { Users } from '../users/users.service.js';

/** What to delete at Vonage. */
export interface AtVonage {
  deleteAtVonage: boolean;
  deleteUsers: boolean;
  cancelNumbers: boolean;
}

/** What was deleted, and what is still at Vonage. */
export interface RemovalReport {
  applications: string[];
  deletedAtVonage: boolean;
  usersDeleted: number;
  numbersCancelled: string[];
  leftAtVonage: string[];
  /** Applications whose numbers and users are already in the report. */
  planned: string[];
  /** Steps for all applications. */
  steps: { done: number; total: number };
}

export interface RemovalDeps {
  db: Db;
  applications: Applications;
  numbers: Numbers;
  users: Users;
  calls: Calls;
  reports: Pick<Reports, 'forget'>;
  jobs: Pick<Jobs, 'cancelOf'>;
}

type RemovalTask = RunningTask<AtVonage, RemovalReport>;

export const nothingYet = ({ deleteAtVonage }: AtVonage): RemovalReport => ({
  applications: [],
  deletedAtVonage: deleteAtVonage,
  usersDeleted: 0,
  numbersCancelled: [],
  leftAtVonage: [],
  planned: [],
  steps: { done: 0, total: 0 },
});

/**
 * Deletes applications: numbers and users first, because they cannot be found at Vonage once their application is
 * deleted; then the application, then its calls. Every step may be repeated.
 */
export function createRemoveApplications({ applications, numbers, users, calls, reports, jobs, db }: RemovalDeps) {
  /** What will be deleted and what will stay, listed while everything still exists. */
  async function plan(actor: Actor, id: string, { deleteAtVonage, deleteUsers, cancelNumbers }: AtVonage) {
    const { name, vonageId } = await applications.find(actor, id);
    const own = (await numbers.ofApplication(actor, id)).map(({ msisdn }) => msisdn);
    const people = await users.all(actor, id);
    const left = deleteAtVonage ? [] : [`application ${vonageId}`];
    if (!cancelNumbers) left.push(...own.map((msisdn) => `number ${msisdn}`));
    if (!deleteUsers && !deleteAtVonage) left.push(...people.map((user) => `user ${user.name}`));
    return { name, left, numbers: cancelNumbers ? own : [], users: deleteUsers ? people.length : 0 };
  }

  /** Runs steps until all are done or time is up. @returns whether all are done */
  async function eachStep<Item>(
    task: RemovalTask,
    report: RemovalReport,
    items: Item[],
    step: (item: Item) => Promise<unknown>,
  ): Promise<boolean> {
    for (const item of items) {
      if (task.isTimeUp()) return false;
      await step(item).catch(unlessGone);
      report.steps.done += 1;
      await task.progress({ done: report.steps.done, report });
    }
    return true;
  }

  return {
    /**
     * Deletes one application, as far as time allows.
     * @param report what the task has done so far; it is updated and saved
     * @returns whether it is deleted
     */
    async remove(task: RemovalTask, id: string, report: RemovalReport): Promise<boolean> {
      const { actor, input } = task;
      const isThere = (await applications.byIds([id])).length > 0;
      if (isThere && !report.planned.includes(id)) {
        const planned = await plan(actor, id, input);
        report.planned.push(id);
        report.applications.push(planned.name);
        report.usersDeleted += planned.users;
        report.numbersCancelled.push(...planned.numbers);
        report.leftAtVonage.push(...planned.left);
        report.steps.total += planned.numbers.length + planned.users + 1;
        await task.progress({ total: report.steps.total, report });
      }
      if (isThere) {
        const own = input.cancelNumbers ? await numbers.ofApplication(actor, id) : [];
        if (!(await eachStep(task, report, own, ({ msisdn }) => numbers.cancel(actor, msisdn)))) return false;
        const people = input.deleteUsers ? await users.known(actor, id) : [];
        if (!(await eachStep(task, report, people, (user) => users.remove(actor, user.id)))) return false;
        if (!(await eachStep(task, report, [id], () => applications.remove(actor, id, input.deleteAtVonage))))
          return false;
      }
      while (await calls.forget(id)) if (task.isTimeUp()) return false;
      await reports.forget(id);
      await jobs.cancelOf(db, id);
      return true;
    },
  };
}

/** An earlier run, or another person, has deleted it. */
function unlessGone(error: unknown): void {
  if (!(error instanceof DenwabanError && error.code === 'NOT_FOUND')) throw error;
}
