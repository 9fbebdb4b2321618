import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { PAGE_LIMIT } from '../page.js';
import { PageArgs } from '../page.type.js';
import { toRefusal } from '../tasks/refusal.type.js';
import { Task } from '../tasks/task.type.js';
import { MOST_LINES, type RefusedLine as RefusedUser } from './import-users.js';
import {
  Colleague,
  CreatedUser,
  CreateUserInput,
  ImportReport,
  toCreatedUser,
  UpdateUserInput,
  User,
  UserConnection,
} from './user.type.js';

/** The import of users, a task. */
@Authorized()
@Resolver(() => Task)
export class UserImportResolver {
  @Mutation(() => Task, {
    description: `Creates up to ${MOST_LINES} users at Vonage in the background; continues after a restart of the server.`,
  })
  importUsers(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('input', () => [CreateUserInput]) input: CreateUserInput[],
    @Ctx() { actor, services }: Context,
  ): Promise<Task> {
    return services.users.importUsers(actor!, applicationId, input);
  }

  @FieldResolver(() => ImportReport, { nullable: true, description: 'Result of an import; null for other kinds.' })
  importReport(@Root() { kind, report }: Task): ImportReport | null {
    if (kind !== 'importUsers' || !report) return null;
    const { created, refused, open } = report as { created: number; refused: RefusedUser[]; open: number[] };
    return {
      created,
      open,
      refusedCount: refused.length,
      refused: refused.map(({ index, name, problem }) => ({ index, name, refusal: toRefusal(problem) })),
    };
  }
}

@Authorized()
@Resolver(() => User)
export class UsersResolver {
  @Query(() => UserConnection, { description: 'Users of an application, by name.' })
  users(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('search', () => String, { nullable: true, description: 'Part of the name or display name.' }) search:
      | string
      | null
      | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { actor, services }: Context,
  ): Promise<UserConnection> {
    return services.users.list(actor!, { applicationId, search, ...page });
  }

  @Query(() => [Colleague], {
    description: 'Names of the users of an application; `agents` also says what they are doing.',
  })
  colleagues(
    @Arg('applicationId', () => ID) applicationId: string,
    @Ctx() { actor, services }: Context,
  ): Promise<Colleague[]> {
    return services.users.colleagues(actor!, applicationId);
  }

  @Mutation(() => User, { description: 'Creates a user at Vonage.' })
  createUser(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('input', () => CreateUserInput) input: CreateUserInput,
    @Ctx() { actor, services }: Context,
  ): Promise<User> {
    return services.users.create(actor!, applicationId, input);
  }

  @Mutation(() => [CreatedUser], {
    description: `Creates up to ${PAGE_LIMIT} users at Vonage; returns a result for each, in the same order.`,
  })
  async createUsers(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('input', () => [CreateUserInput]) input: CreateUserInput[],
    @Ctx() { actor, services }: Context,
  ): Promise<CreatedUser[]> {
    return (await services.users.createMany(actor!, applicationId, input)).map(toCreatedUser);
  }

  @Mutation(() => User, { description: 'Renames a user.' })
  updateUser(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => UpdateUserInput) input: UpdateUserInput,
    @Ctx() { actor, services }: Context,
  ): Promise<User> {
    return services.users.update(actor!, id, input);
  }

  @Mutation(() => User, { description: 'Deletes a user at Vonage.' })
  deleteUser(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<User> {
    return services.users.remove(actor!, id);
  }
}
