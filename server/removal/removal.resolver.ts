import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { DeleteApplicationInput, ResetInput } from '../applications/application.input.js';
import type { Context } from '../context.js';
import { badInput } from '../errors.js';
import { Task } from '../tasks/task.type.js';
import { DeleteReport } from './removal.type.js';
import type { RemovalReport } from './remove-applications.js';

@Authorized()
@Resolver(() => Task)
export class RemovalResolver {
  @Mutation(() => Task, {
    description:
      'Deletes an application with its calls and events. At Vonage only what is selected is deleted; the report lists what stays.',
  })
  deleteApplication(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => DeleteApplicationInput) input: DeleteApplicationInput,
    @Ctx() { actor, services }: Context,
  ): Promise<Task> {
    return services.removal.deleteApplication(actor!, id, input);
  }

  @Mutation(() => Task, {
    description:
      'Deletes all applications, API keys and people of the account except its owner; the account stays connected.',
  })
  reset(
    @Arg('input', () => ResetInput) { confirm, ...input }: ResetInput,
    @Ctx() { actor, services }: Context,
  ): Promise<Task> {
    if (confirm.trim().toLowerCase() !== 'reset') {
      throw badInput('input.confirm', 'confirm', 'Type "reset" to confirm.');
    }
    return services.removal.reset(actor!, input);
  }

  @FieldResolver(() => DeleteReport, {
    nullable: true,
    description: 'What was deleted; null before the task is done, and for other kinds.',
  })
  deleteReport(@Root() { kind, state, report }: Task): DeleteReport | null {
    if (state !== 'done' || (kind !== 'deleteApplication' && kind !== 'reset')) return null;
    return report as RemovalReport;
  }
}
