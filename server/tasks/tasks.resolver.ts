import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Actor } from '../accounts/actor.js';
import type { Context } from '../context.js';
import { Refusal, toRefusal } from './refusal.type.js';
import { Task } from './task.type.js';

@Authorized()
@Resolver(() => Task)
export class TasksResolver {
  @Query(() => [Task], { description: 'The latest hundred tasks of the account, newest first.' })
  tasks(@Ctx() { actor, services }: Context): Promise<Task[]> {
    return services.tasks.list(actor!);
  }

  @Query(() => Task, { description: 'One task.' })
  task(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<Task> {
    return services.tasks.find(actor!, id);
  }

  @FieldResolver(() => Refusal, { nullable: true, description: 'Why it waits or has failed.' })
  problem(@Root() { problem }: Task): Refusal | null {
    return problem && toRefusal(problem);
  }

  @Mutation(() => Task, { description: 'Continues a failed task from where it stopped.' })
  retryTask(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<Task> {
    return services.tasks.retry(actor!, id);
  }

  @Mutation(() => Task, { description: 'Stops a running task, or gives up a failed one; what was done stays done.' })
  cancelTask(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<Task> {
    return services.tasks.cancel(actor!, id);
  }

  @Subscription(() => Task, {
    description: 'Each task of the account that starts, advances or ends.',
    subscribe: (watching) => {
      const { context } = watching as unknown as { context: Context & { actor: Actor } };
      return context.services.tasks.watch(context.actor, context.signal);
    },
  })
  taskChanged(@Root() task: Task): Task {
    return task;
  }
}
