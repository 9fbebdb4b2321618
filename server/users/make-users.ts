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

/** Requests to Vonage that wait for their replies side by side: enough to use up what the account may ask in a second. */
const AT_ONCE = 5;

/** @throws CONFLICT naming the field when Vonage has the name already */
export function taken(error: unknown, name: string): unknown {
  if (!isRefusal(error, 409)) return error;
  const details = { field: 'input.name', rule: 'taken', params: { name }, vonage: error.details.vonage };
  return fail('CONFLICT', `There is a user "${name}" already.`, details, { cause: error });
}

/** Creates a user at Vonage. @throws BAD_INPUT, CONFLICT when the name is taken, VONAGE_… */
export async function makeUser(api: Api, input: CreateUser): Promise<VonageUser> {
  const name = checkUserName('input.name', input.name);
  const displayName = input.displayName ? checkName('input.displayName', input.displayName, { max: 200 }) : null;
  return api.createUser(name, displayName).catch((error) => {
    throw taken(error, name);
  });
}

/** Creates several at Vonage, a few at the same time. @returns for each, in their order, the user or why there is none */
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

/** An error that a line answers for; any other is thrown on. */
function refusal(error: unknown): DenwabanError {
  if (error instanceof DenwabanError) return error;
  throw error;
}
