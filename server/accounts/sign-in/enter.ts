import type { MemberRow } from '../accounts.table.js';
import type { Actor } from '../actor.js';
import type { createConnectedAccounts, VonageSignIn } from '../connected-accounts.js';
import type { createKeyAttempts } from './guessing.js';
import { type createOwnPassword, wrongPassword } from './own-password.js';
import type { createPendingSignIns } from './pending-sign-in.js';
import type { createSecondFactor } from './second-factor.js';
import type { createSessions, Visit } from './sessions.js';

interface EnterDeps {
  sessions: ReturnType<typeof createSessions>;
  secondFactor: ReturnType<typeof createSecondFactor>;
  passwords: ReturnType<typeof createOwnPassword>;
  connected: ReturnType<typeof createConnectedAccounts>;
  keyAttempts: ReturnType<typeof createKeyAttempts>;
  pending: ReturnType<typeof createPendingSignIns>;
}

/** Result of a sign-in: a session, or what the browser keeps until a code is entered. */
export type Entered = { actor: Actor; token: string; pending?: undefined } | { pending: string };

/** The ways to sign in: key and secret, password, invitation; each is followed by a code where two-step verification is on. */
export function createEnter({ sessions, secondFactor, passwords, connected, keyAttempts, pending }: EnterDeps) {
  /**
   * @param verified the row against which the proof was checked @throws UNAUTHENTICATED if the proof is no longer valid
   */
  async function signedIn(verified: MemberRow, visit: Visit, byCode = false): Promise<Entered> {
    const { id, passwordHash } = verified;
    if (!byCode && (await secondFactor.isOn(id))) return { pending: await pending.begin(verified, visit.slot) };
    const begun = await sessions.open({ id, passwordHash, byCode }, visit);
    if (!begun) throw wrongPassword();
    const { id: memberId, accountId, role, applicationId, userName } = begun.member;
    const person = { memberId, accountId, role, applicationId, userName };
    const actor: Actor = { ...person, via: 'session', scopes: null, apiKey: null, address: visit.address };
    return { actor, token: begun.token };
  }

  return {
    /**
     * Second step of a sign-in. @param token what the browser kept from the first step
     * @throws UNAUTHENTICATED if it is missing or expired; BAD_INPUT for a wrong code, LIMIT after too many
     */
    async confirmSignIn(token: string | null, code: string, visit: Visit): Promise<Entered> {
      const member = await pending.read(token, visit.slot);
      await secondFactor.verify(member, code, visit.address);
      return signedIn(member, visit, true);
    },

    /**
     * Connects a Vonage account, or signs its owner in again.
     * @throws BAD_INPUT, FORBIDDEN, VONAGE_REFUSED (wrong key or secret), VONAGE_UNREACHABLE, LIMIT
     */
    async signInWithVonage(input: VonageSignIn, visit: Visit) {
      const key = [input.kind, input.apiKey, input.apiSecret, input.setupCode].join('\n');
      const owner = await keyAttempts.run({ key, address: visit.address }, () =>
        connected.connect(input, visit.address),
      );
      return signedIn(owner!, visit);
    },

    /** @throws UNAUTHENTICATED, LIMIT, BAD_INPUT */
    async signIn({ name, password }: { name: string; password: string }, visit: Visit) {
      return signedIn(await passwords.withPassword(name, password, visit.address), visit);
    },

    /** Sets a password with a single-use link, and signs in. @throws BAD_INPUT, NOT_FOUND */
    async acceptInvitation({ token, password }: { token: string; password: string }, visit: Visit) {
      return signedIn(await passwords.byInvitation(token, password, visit.address), visit);
    },
  };
}
