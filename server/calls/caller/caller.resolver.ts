import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Contact } from '../../contacts/contact.type.js';
import type { Context } from '../../context.js';
import { Call } from '../call.type.js';
import type { CallRow } from '../calls.table.js';
import { CalledBack, Caller, toCalledBack, toCaller } from './caller.type.js';
import { contactNumberOf } from './contact-number.js';

/** Who is at the other end of a call. */
@Authorized()
@Resolver(() => Call)
export class CallerResolver {
  @Query(() => Caller, {
    nullable: true,
    description:
      'The contact in the call of this leg, before it is answered as well: agents ask for their own legs. After the call, agents see only their own earlier calls.',
  })
  async callerOfLeg(
    @Arg('legUuid', () => ID) legUuid: string,
    @Ctx() { services, actor }: Context,
  ): Promise<Caller | null> {
    const caller = await services.caller.ofLeg(actor!, legUuid);
    return caller && toCaller(caller);
  }

  @Mutation(() => Contact, {
    nullable: true,
    description: 'Names a phone number for everyone in the account. Returns null once it has no name.',
  })
  nameContact(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('number', () => String, { description: 'Phone number with country code, in any usual format.' })
    number: string,
    @Arg('name', () => String, { description: 'At most 100 characters; empty to remove the name.' }) name: string,
    @Ctx() { services, actor }: Context,
  ): Promise<Contact | null> {
    return services.caller.nameContact(actor!, { applicationId, number, name });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Phone number of the other party in E.164, without +; null if withheld, and between agents.',
  })
  contactNumber(@Root() call: Call): string | null {
    return contactNumberOf(call);
  }

  @FieldResolver(() => CalledBack, {
    nullable: true,
    description:
      'Of a missed call, the first call since in which someone talked to this caller, else the first in which someone called them; null while there is none.',
  })
  async calledBack(@Root() row: CallRow, @Ctx() { services }: Context): Promise<CalledBack | null> {
    const call = await services.caller.calledBack(row);
    return call && toCalledBack(call);
  }

  @FieldResolver(() => Contact, {
    nullable: true,
    description: 'Name for the number of the other party; null if it has none.',
  })
  contact(@Root() call: Call, @Ctx() { services, actor }: Context): Promise<Contact | null> {
    return services.caller.contactOf(actor!, call);
  }
}
