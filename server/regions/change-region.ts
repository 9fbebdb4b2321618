import type { Region } from '../../shared/regions.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Applications } from '../applications/applications.service.js';
import { checkRegion } from '../applications/choose-region.js';
import { DenwabanError } from '../errors.js';
import type { RunningTask } from '../tasks/task.js';
import type { Tasks } from '../tasks/tasks.service.js';
import type { TaskRow } from '../tasks/tasks.table.js';
import type { CreateUser } from '../users/make-users.js';
import type { Users } from '../users/users.service.js';

/** Users between two looks at the time. */
const BATCH = 25;

interface Input {
  applicationId: string;
  region: Region;
  /** The users before the change. */
  users: CreateUser[];
}

/**
 * Moves an application to another region. A user lives in one region, and whether Vonage moves them along is not
 * documented (real-cloud row 3): each is created in the new one, unless they are there. Then the agents are connected there.
 * A call that is live stays where it began.
 */
export function createChangeRegion(deps: { applications: Applications; users: Users; tasks: Tasks }) {
  const { applications, users, tasks } = deps;

  async function run({ actor, input, report, progress, isTimeUp }: RunningTask<Input, { there: number }>) {
    const { applicationId, region } = input;
    if (!report) await applications.tellRegion(actor, applicationId, region);
    let there = report?.there ?? 0;
    await progress({ done: there, report: { there } });
    while (there < input.users.length) {
      if (isTimeUp()) return 'more';
      const batch = input.users.slice(there, there + BATCH);
      const outcomes = await users.createMany(actor, applicationId, batch);
      const refused = outcomes.find((outcome) => outcome instanceof DenwabanError && outcome.code !== 'CONFLICT');
      if (refused instanceof DenwabanError) throw refused;
      there += batch.length;
      await progress({ done: there, report: { there } });
    }
    await users.all(actor, applicationId);
    await applications.setRegion(actor, applicationId, region);
    return 'done';
  }

  tasks.define<Input, { there: number }>({ kind: 'changeRegion', run });

  /** @throws BAD_INPUT (oneOf), NOT_FOUND, FORBIDDEN, CONFLICT while it is being changed */
  return async function changeRegion(actor: Actor, applicationId: string, wanted: string): Promise<TaskRow> {
    requireRole(actor, 'admin');
    const region = checkRegion('region', wanted);
    const { name } = await applications.find(actor, applicationId);
    const before = await users.all(actor, applicationId);
    const input: Input = {
      applicationId,
      region,
      users: before.map((user) => ({ name: user.name, displayName: user.displayName })),
    };
    return tasks.start(actor, { kind: 'changeRegion', key: applicationId, subject: name, input, total: before.length });
  };
}
