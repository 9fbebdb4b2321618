import { isNullableType } from 'graphql';
import type { AuthChecker } from 'type-graphql';
import { authorize, isAuthorized, needsConfirmation } from '../accounts/authorization.js';
import type { Context } from '../context.js';

/**
 * Checks every field of an @Authorized() class against the table in authorization.ts. A nullable field of a type is
 * null without permission, so that a page can request it for everyone; anything else is an error.
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

/** Mutations run one after the other, and an earlier one or another request may have removed the right. */
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
