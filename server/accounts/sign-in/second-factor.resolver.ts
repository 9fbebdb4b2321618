import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.js';
import { enter, visitOf } from '../accounts.resolver.js';
import { Member, Viewer } from '../people/member.type.js';
import { viewMember } from '../people/view-member.js';
import { NewSecondFactor, SecondFactor } from './second-factor.type.js';

const CODE = { description: 'Six digits of the authenticator app, or a recovery code.' };

@Authorized()
@Resolver(() => Member)
export class SecondFactorResolver {
  @Query(() => SecondFactor, { description: "How it stands with one's own second factor." })
  secondFactor(@Ctx() { actor, services }: Context): Promise<SecondFactor> {
    return services.accounts.secondFactor.view(actor!);
  }

  @Mutation(() => Viewer, {
    description:
      'The second half of a sign-in that was answered UNAUTHENTICATED with the rule "secondFactor"; within five minutes, by the same browser, in the same slot.',
  })
  async confirmSignIn(@Arg('code', () => String, CODE) code: string, @Ctx() context: Context): Promise<Viewer> {
    const { accounts } = context.services;
    return enter(context, await accounts.confirmSignIn(context.pendingToken, code, visitOf(context)));
  }

  @Mutation(() => NewSecondFactor, {
    description: 'Makes a secret for an authenticator app. It counts once `enableSecondFactor` had a right code.',
  })
  beginSecondFactor(
    @Arg('current', () => String, { description: "One's password; for the owner, the account's API secret." })
    current: string,
    @Ctx() { actor, services }: Context,
  ): Promise<NewSecondFactor> {
    return services.accounts.beginSecondFactor(actor!, current);
  }

  @Mutation(() => [String], {
    description:
      "Switches one's second factor on; one's other sessions end. Gives ten recovery codes, which are shown this once.",
  })
  enableSecondFactor(
    @Arg('code', () => String, { description: 'Six digits of the authenticator app.' }) code: string,
    @Ctx() { actor, services, sessionToken }: Context,
  ): Promise<string[]> {
    return services.accounts.secondFactor.enable(actor!, code, sessionToken);
  }

  @Mutation(() => Boolean, { description: "Switches one's second factor off." })
  async disableSecondFactor(@Ctx() { actor, services }: Context): Promise<boolean> {
    await services.accounts.secondFactor.disable(actor!);
    return true;
  }

  @Mutation(() => [String], { description: 'Ten new recovery codes in place of the old ones; shown this once.' })
  renewRecoveryCodes(@Ctx() { actor, services }: Context): Promise<string[]> {
    return services.accounts.secondFactor.renewRecoveryCodes(actor!);
  }

  @Mutation(() => Boolean, {
    description:
      'Shows that the session is still of the person who signed in. Asked for by FORBIDDEN with the rule "confirm"; good for ten minutes.',
  })
  async confirmIdentity(
    @Arg('code', () => String, CODE) code: string,
    @Ctx() { actor, services, sessionToken }: Context,
  ): Promise<boolean> {
    await services.accounts.secondFactor.confirm(actor!, code, sessionToken);
    return true;
  }

  @Mutation(() => Member, { description: 'Takes the second factor of somebody away who lost it; not the owner’s.' })
  async removeSecondFactor(
    @Arg('memberId', () => ID) memberId: string,
    @Ctx() { actor, services }: Context,
  ): Promise<Member> {
    const { apiKey } = await services.accounts.account(actor!);
    return viewMember(await services.accounts.secondFactor.remove(actor!, memberId), apiKey);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the person signs in with a second factor; null for who may not know.',
  })
  hasSecondFactor(@Root() { id }: Member, @Ctx() { loaders }: Context): Promise<boolean> {
    return loaders.hasSecondFactor.load(id);
  }
}
