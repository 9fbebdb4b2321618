import { checkName } from '../accounts/check-name.js';
import { DenwabanError, fail } from '../errors.js';
import type { VonageUser } from '../vonage/application-api.js';
import type { Vonage } from '../vonage/client.js';
import { isRefusal } from '../vonage/vonage-errors.js';
import { checkUserName } from './check-user-name.js';

export interface CreateUser {
  name: string;
  displayName?: string | null;
}

type Api = Pick<ReturnType<Vonage['application']>, 'createUser'>;

/** Parallel requests to Vonage: enough to use up the account's limit per second. */
const AT_ONCE = 5;

/** @throws CONFLICT naming the field if Vonage already has the name */
export function taken(error: unknown, name: string): unknown {
  if (!isRefusal(error, 409)) return error;
  const details = { field: 'input.name', rule: 'taken', params: { name }, vonage: error.details.vonage };
  return fail('CONFLICT', `"${name}" is already taken.`, details, { cause: error });
}

/** Creates a user at Vonage. @throws BAD_INPUT, CONFLICT if the name is in use, VONAGE_… */
export async function makeUser(api: Api, input: CreateUser): Promise<VonageUser> {
  const name = checkUserName('input.name', input.name);
  const displayName = input.displayName ? checkName('input.displayName', input.displayName, { max: 200 }) : null;
  return api.createUser(name, displayName).catch((error) => {
    throw taken(error, name);
  });
}

/** Creates several users at Vonage, a few at a time. @returns for each, in order, the user or the reason for refusal */
export async function makeUsers(api: Api, lines: CreateUser[]): Promise<(VonageUser | DenwabanError)[]> {
  const outcomes: (VonageUser | DenwabanError)[] = [];
  const waiting = [...lines.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, line] = next;
      outcomes[at] = await makeUser(api, line).catch(refusal);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcomes;
}

/** An error that belongs to one line; any other is rethrown. */
function refusal(error: unknown): DenwabanError {
  if (error instanceof DenwabanError) return error;
  throw error;
}
