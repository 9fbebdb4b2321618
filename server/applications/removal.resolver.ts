import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Actor } from '../accounts/actor.js';
import type { Context } from '../context.js';
import { badInput } from '../errors.js';
import { PAGE_LIMIT } from '../page.js';
import { DeleteApplicationInput, ResetInput } from './application.input.js';
import { DeleteReport } from './removal.type.js';

type Services = Context['services'];

/** Deletion involves all features, so it is composed here. Every step can be repeated after a failure. */
@Authorized()
@Resolver()
export class RemovalResolver {
  @Mutation(() => DeleteReport, {
    description:
      'Deletes an application with its calls and events. At Vonage only what is selected is deleted; the report lists what stays.',
  })
  deleteApplication(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => DeleteApplicationInput) input: DeleteApplicationInput,
    @Ctx() { actor, services }: Context,
  ): Promise<DeleteReport> {
    return deleteApplication(services, actor!, id, input);
  }

  @Mutation(() => DeleteReport, {
    description:
      'Deletes all applications, API keys and people of the account except its owner; the account stays connected.',
  })
  async reset(
    @Arg('input', () => ResetInput) input: ResetInput,
    @Ctx() { actor, services }: Context,
  ): Promise<DeleteReport> {
    if (input.confirm.trim().toLowerCase() !== 'reset') {
      throw badInput('input.confirm', 'confirm', 'Type "reset" to confirm.');
    }
    const reports: DeleteReport[] = [];
    for (;;) {
      const { nodes } = await services.applications.list(actor!, { first: PAGE_LIMIT });
      if (nodes.length === 0) break;
      for (const { id } of nodes) reports.push(await deleteApplication(services, actor!, id, input));
    }
    await services.accounts.members.removeAll(actor!);
    await services.accounts.apiKeys.revokeAll(actor!);
    return {
      applications: reports.flatMap((report) => report.applications),
      deletedAtVonage: input.deleteAtVonage,
      usersDeleted: reports.reduce((sum, report) => sum + report.usersDeleted, 0),
      numbersCancelled: reports.flatMap((report) => report.numbersCancelled),
      leftAtVonage: reports.flatMap((report) => report.leftAtVonage),
    };
  }
}

/** Numbers and users first: once the application is deleted at Vonage, they could no longer be found by it. */
async function deleteApplication(
  services: Services,
  actor: Actor,
  id: string,
  { deleteAtVonage, deleteUsers, cancelNumbers }: DeleteApplicationInput,
): Promise<DeleteReport> {
  const { name, vonageId } = await services.applications.find(actor, id);
  const leftAtVonage: string[] = deleteAtVonage ? [] : [`application ${vonageId}`];

  const numbersCancelled: string[] = [];
  for (const { msisdn } of await services.numbers.ofApplication(actor, id)) {
    if (cancelNumbers) {
      await services.numbers.cancel(actor, msisdn);
      numbersCancelled.push(msisdn);
    } else leftAtVonage.push(`number ${msisdn}`);
  }

  let usersDeleted = 0;
  for (const user of await services.users.all(actor, id)) {
    if (deleteUsers) {
      await services.users.remove(actor, user.id);
      usersDeleted += 1;
    } else if (!deleteAtVonage) leftAtVonage.push(`user ${user.name}`);
  }

  await services.applications.remove(actor, id, deleteAtVonage);
  await services.calls.forget(id);
  return { applications: [name], deletedAtVonage: deleteAtVonage, usersDeleted, numbersCancelled, leftAtVonage };
}
