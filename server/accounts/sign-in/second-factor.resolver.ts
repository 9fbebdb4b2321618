import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { enter, visitOf } from '../accounts.resolver.js';
import { Member, Viewer } from '../people/member.type.js';
import { viewMember } from '../people/view-member.js';
import { NewSecondFactor, SecondFactor } from './second-factor.type.js';

const CODE = { description: 'Six-digit code from the authenticator app, or a recovery code.' };

@Authorized()
@Resolver(() => Member)
export class SecondFactorResolver {
  @Query(() => SecondFactor, { description: 'Status of your own two-step verification.' })
  secondFactor(@Ctx() { actor, services }: Context): Promise<SecondFactor> {
    return services.accounts.secondFactor.view(actor!);
  }

  @Mutation(() => Viewer, {
    description:
      'Completes a sign-in that returned UNAUTHENTICATED with the rule "secondFactor"; within five minutes, in the same browser and slot.',
  })
  async confirmSignIn(@Arg('code', () => String, CODE) code: string, @Ctx() context: Context): Promise<Viewer> {
    const { accounts } = context.services;
    return enter(context, await accounts.confirmSignIn(context.pendingToken, code, visitOf(context)));
  }

  @Mutation(() => NewSecondFactor, {
    description:
      'Creates a secret for an authenticator app. It takes effect once `enableSecondFactor` receives a correct code.',
  })
  beginSecondFactor(
    @Arg('current', () => String, { description: "Your password; for the owner, the account's API secret." })
    current: string,
    @Ctx() { actor, services }: Context,
  ): Promise<NewSecondFactor> {
    return services.accounts.beginSecondFactor(actor!, current);
  }

  @Mutation(() => [String], {
    description:
      'Turns on your two-step verification and ends your other sessions. Returns ten recovery codes, only once.',
  })
  enableSecondFactor(
    @Arg('code', () => String, { description: 'Six-digit code from the authenticator app.' }) code: string,
    @Ctx() { actor, services, sessionToken }: Context,
  ): Promise<string[]> {
    return services.accounts.secondFactor.enable(actor!, code, sessionToken);
  }

  @Mutation(() => Member, { description: 'Turns off your two-step verification.' })
  async disableSecondFactor(@Ctx() { actor, services }: Context): Promise<Member> {
    const { apiKey } = await services.accounts.account(actor!);
    return viewMember(await services.accounts.secondFactor.disable(actor!), apiKey);
  }

  @Mutation(() => [String], {
    description: 'Replaces your recovery codes with ten new ones, which are returned only once.',
  })
  renewRecoveryCodes(@Ctx() { actor, services }: Context): Promise<string[]> {
    return services.accounts.secondFactor.renewRecoveryCodes(actor!);
  }

  @Mutation(() => Boolean, {
    description:
      'Confirms who is using the session, as requested by FORBIDDEN with the rule "confirm"; valid for ten minutes.',
  })
  async confirmIdentity(
    @Arg('code', () => String, CODE) code: string,
    @Ctx() { actor, services, sessionToken }: Context,
  ): Promise<boolean> {
    await services.accounts.secondFactor.confirm(actor!, code, sessionToken);
    return true;
  }

  @Mutation(() => Member, {
    description: 'Turns off two-step verification for a person who has lost access to it; not for the owner.',
  })
  async removeSecondFactor(
    @Arg('memberId', () => ID) memberId: string,
    @Ctx() { actor, services }: Context,
  ): Promise<Member> {
    const { apiKey } = await services.accounts.account(actor!);
    return viewMember(await services.accounts.secondFactor.remove(actor!, memberId), apiKey);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the person uses two-step verification; null if you lack permission.',
  })
  hasSecondFactor(@Root() { id }: Member, @Ctx() { services }: Context): Promise<boolean> {
    return services.accounts.secondFactor.isOnFor(id);
  }
}
