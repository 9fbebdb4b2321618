import { Arg, Authorized, Ctx, FieldResolver, Float, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { fail } from '../errors.js';
import { VonageSignInInput } from './account.input.js';
import { Account, SignInOptions } from './account.type.js';
import { SignInInput } from './people/member.input.js';
import { Viewer } from './people/member.type.js';
import type { Entered } from './sign-in/enter.js';
import type { Visit } from './sign-in/sessions.js';

@Authorized()
@Resolver(() => Account)
export class AccountsResolver {
  @Query(() => Viewer, { nullable: true, description: 'The person signed in in this slot; null if not signed in.' })
  viewer(@Ctx() { actor, services, slot }: Context): Promise<Viewer | null> | null {
    return actor && services.accounts.viewer(actor, slot);
  }

  @Query(() => SignInOptions, { description: 'The available ways to sign in.' })
  signInOptions(
    @Arg('setupCode', () => String, {
      nullable: true,
      description:
        "Setup code that the server prints at startup. With it, a request from this machine gets the simulator's credentials.",
    })
    setupCode: string | null,
    @Ctx() { services, client }: Context,
  ): Promise<SignInOptions> {
    return services.accounts.signInOptions(setupCode, client.isLocal);
  }

  @Query(() => Account, { description: 'The connected Vonage account.' })
  account(@Ctx() { actor, services }: Context): Promise<Account> {
    return services.accounts.account(actor!);
  }

  @Mutation(() => Viewer, {
    description: 'Connects a Vonage account, or signs its owner in again; sets the session cookie.',
  })
  async signInWithVonage(
    @Arg('input', () => VonageSignInInput) input: VonageSignInInput,
    @Ctx() context: Context,
  ): Promise<Viewer> {
    const { accounts, applications } = context.services;
    const entered = await accounts.signInWithVonage(input, visitOf(context));
    if (entered.pending === undefined) {
      const { id, signatureSecretKnown } = await accounts.account(entered.actor);
      if (signatureSecretKnown) await applications.catchUpSignatures(id);
    }
    return enter(context, entered);
  }

  @Mutation(() => Viewer, { description: 'Signs in with username and password; sets the session cookie.' })
  async signIn(@Arg('input', () => SignInInput) input: SignInInput, @Ctx() context: Context): Promise<Viewer> {
    return enter(context, await context.services.accounts.signIn(input, visitOf(context)));
  }

  @Mutation(() => Boolean, {
    description: 'Ends the session of this slot on all servers and closes its subscriptions.',
  })
  async signOut(@Ctx() { services, sessionToken, address, setSession }: Context): Promise<boolean> {
    if (sessionToken) await services.accounts.signOut(sessionToken, address);
    setSession(null);
    return true;
  }

  @Mutation(() => Account, {
    description: 'Stores the signature secret and turns on signed webhooks at Vonage.',
  })
  async setSignatureSecret(
    @Arg('signatureSecret', () => String) signatureSecret: string,
    @Ctx() { actor, services }: Context,
  ): Promise<Account> {
    const account = await services.accounts.setSignatureSecret(actor!, signatureSecret);
    await services.applications.signCallbacks(account.id);
    return account;
  }

  @Mutation(() => Account, { description: 'Sets the time zone in which days are counted.' })
  setTimeZone(
    @Arg('timeZone', () => String, { description: 'IANA name, such as `Asia/Tokyo`.' }) timeZone: string,
    @Ctx() { actor, services }: Context,
  ): Promise<Account> {
    return services.accounts.setTimeZone(actor!, timeZone);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'In EUR. Null if you lack permission or Vonage is unreachable.',
  })
  balance(@Ctx() { actor, services }: Context): Promise<number | null> {
    return services.accounts.balance(actor!);
  }

  @FieldResolver(() => String, { description: 'Currency code, ISO 4217.' })
  balanceCurrency(): string {
    return 'EUR';
  }
}

/** Where a session requested by this request begins. */
export const visitOf = ({ slot, address, client: { userAgent }, sessionToken }: Context): Visit => ({
  slot,
  address,
  userAgent,
  replaces: sessionToken,
});

/**
 * Completes the sign-in: the rest of the request acts as the new person, and the browser gets the cookie.
 * @throws UNAUTHENTICATED with the rule `secondFactor` while a code is missing; the browser keeps the pending sign-in
 */
export async function enter(context: Context, entered: Entered): Promise<Viewer> {
  context.setPending(entered.pending ?? null);
  if (entered.pending !== undefined) {
    throw fail('UNAUTHENTICATED', 'Enter a code from your authenticator app.', { rule: 'secondFactor' });
  }
  context.setSession(entered.token);
  context.actor = entered.actor;
  return context.services.accounts.viewer(entered.actor, context.slot);
}
