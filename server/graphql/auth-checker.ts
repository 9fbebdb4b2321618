import { isNullableType } from 'graphql';
import type { AuthChecker } from 'type-graphql';
import { authorize, isAuthorized, needsConfirmation } from '../accounts/authorization.js';
import type { Context } from '../context.js';

/**
 * Asks the table of authorization.ts about every field of a class that is @Authorized(). A field of a type that may be
 * null is null for whoever may not read it, so that a page may ask for it whoever looks; all else is an error.
 */
export const authChecker: AuthChecker<Context> = ({ context, info }) => {
  const name = `${info.parentType.name}.${info.fieldName}`;
  const isOperation = info.path.prev === undefined;
  if (isOperation && info.operation.operation === 'mutation') return authorizeNow(context, name);
  if (!isOperation && isNullableType(info.returnType)) {
    if (!isAuthorized(context.actor, name)) return false;
  } else authorize(context.actor, name);
  return needsConfirmation(name) ? confirmed(context) : true;
};

/** Mutations run one after the other, and the one before, or somebody elsewhere, may have taken the right to this one. */
async function authorizeNow(context: Context, name: string): Promise<boolean> {
  context.actor = await context.actorNow();
  authorize(context.actor, name);
  return needsConfirmation(name) ? confirmed(context) : true;
}

/** @throws FORBIDDEN for who has a second factor and has not shown it for a while */
async function confirmed({ actor, services, sessionToken }: Context): Promise<boolean> {
  await services.accounts.secondFactor.requireConfirmed(actor!, sessionToken);
  return true;
}
