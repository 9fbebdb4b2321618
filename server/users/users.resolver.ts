import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { PAGE_LIMIT } from '../page.js';
import { PageArgs } from '../page.type.js';
import {
  Colleague,
  CreatedUser,
  CreateUserInput,
  toCreatedUser,
  UpdateUserInput,
  User,
  UserConnection,
} from './user.type.js';

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

  @Query(() => [Colleague], { description: 'Users of an application, for the people who work in it.' })
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
