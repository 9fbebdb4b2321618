import type { Accounts } from '../accounts/accounts.service.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Contacts } from '../contacts/contacts.service.js';
import type { Tasks } from '../tasks/tasks.service.js';
import type { TaskRow } from '../tasks/tasks.table.js';
import {
  type AtVonage,
  createRemoveApplications,
  nothingYet,
  type RemovalDeps,
  type RemovalReport,
} from './remove-applications.js';

const AT_ONCE = 100;

/** Deletes one or all applications, as a task, because Vonage accepts only a few requests per second. */
export function createRemoval(deps: RemovalDeps & { accounts: Accounts; contacts: Contacts; tasks: Tasks }) {
  const { accounts, applications, contacts, tasks } = deps;
  const { remove } = createRemoveApplications(deps);

  tasks.define<AtVonage & { applicationId: string }, RemovalReport>({
    kind: 'deleteApplication',
    async run(task) {
      const report = task.report ?? nothingYet(task.input);
      return (await remove(task, task.input.applicationId, report)) ? 'done' : 'more';
    },
  });

  tasks.define<AtVonage, RemovalReport>({
    kind: 'reset',
    async run(task) {
      const report = task.report ?? nothingYet(task.input);
      // A deleted application may still have calls.
      for (const id of report.planned) if (!(await remove(task, id, report))) return 'more';
      for (;;) {
        const { nodes } = await applications.list(task.actor, { first: AT_ONCE });
        if (nodes.length === 0) break;
        for (const { id } of nodes) if (!(await remove(task, id, report))) return 'more';
      }
      await contacts.forgetAll(task.actor.accountId);
      await accounts.members.removeAll(task.actor);
      await accounts.apiKeys.revokeAll(task.actor);
      return 'done';
    },
  });

  return {
    /** Deletes an application with its calls and events. @throws FORBIDDEN, NOT_FOUND, CONFLICT (taskRunning) */
    async deleteApplication(actor: Actor, id: string, atVonage: AtVonage): Promise<TaskRow> {
      requireRole(actor, 'admin');
      const { name } = await applications.find(actor, id);
      const input = { ...atVonage, applicationId: id };
      return tasks.start(actor, { kind: 'deleteApplication', key: id, subject: name, input });
    },

    /** Deletes all applications, contacts, API keys and people but the owner. @throws FORBIDDEN, CONFLICT (taskRunning) */
    async reset(actor: Actor, atVonage: AtVonage): Promise<TaskRow> {
      requireRole(actor, 'admin');
      return tasks.start(actor, { kind: 'reset', key: '', subject: '', input: atVonage });
    },
  };
}

export type Removal = ReturnType<typeof createRemoval>;
