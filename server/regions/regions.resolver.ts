import {
  Arg,
  Authorized,
  Ctx,
  Extensions,
  FieldResolver,
  ID,
  Mutation,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { Actor } from '../accounts/actor.js';
import { ApplicationType } from '../applications/application.type.js';
import type { Context } from '../context.js';
import { Task } from '../tasks/task.type.js';
import { AgentTokenType } from '../tokens/agent-token.type.js';
import { ClientAddressesType } from './client-addresses.type.js';

/** What `subscribe` of a subscription is given. */
interface Watching {
  args: { applicationId: string };
  context: Context & { actor: Actor };
}

const CLIENT = {
  nullable: true,
  description: "Where the Client SDK connects, in the region of the application; null = the SDK's own default.",
};

@Authorized()
@Resolver(() => ApplicationType)
export class RegionsResolver {
  @Mutation(() => Task, {
    description:
      'Moves an application and its users to another region, in the background. Calls that are live stay where they began.',
  })
  changeRegion(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('region', () => String, { description: 'na-east, na-west, eu-east, eu-west, apac-sng or apac-australia.' })
    region: string,
    @Ctx() { actor, services }: Context,
  ): Promise<Task> {
    return services.changeRegion(actor!, applicationId, region);
  }

  @Subscription(() => ClientAddressesType, {
    nullable: true,
    description:
      'Where the Client SDK of the application connects, now and whenever it changes; see `Application.client`.',
    subscribe: (watching) => {
      const { args, context } = watching as unknown as Watching;
      return context.services.watchAddresses(context.actor, args.applicationId, context.signal);
    },
  })
  @Extensions({ beginsWithNow: true })
  clientAddressesChanged(
    @Root() addresses: ClientAddressesType | null,
    @Arg('applicationId', () => ID) _applicationId: string,
  ): ClientAddressesType | null {
    return addresses;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The region nearest to its numbers, while it has none.',
  })
  async proposedRegion(
    @Root() { id, region }: ApplicationType,
    @Ctx() { actor, services }: Context,
  ): Promise<string | null> {
    return region === null ? services.applications.proposedRegion(actor!, id) : null;
  }

  @FieldResolver(() => ClientAddressesType, CLIENT)
  client(
    @Root() { region }: ApplicationType,
    @Ctx() { actor, services }: Context,
  ): Promise<ClientAddressesType | null> {
    return services.accounts.clientAddresses(actor!, region);
  }
}

@Authorized()
@Resolver(() => AgentTokenType)
export class TokenAddressesResolver {
  @FieldResolver(() => ClientAddressesType, CLIENT)
  client(@Root() { region }: AgentTokenType, @Ctx() { actor, services }: Context): Promise<ClientAddressesType | null> {
    return services.accounts.clientAddresses(actor!, region);
  }
}
