import type { MemberRow } from '../accounts.table.js';

/** Can sign in; invited, has never set a password; must set a new password with a link. */
export type MemberState = 'active' | 'invited' | 'reset';

/** Public fields of a person. */
export interface MemberView
  extends Pick<MemberRow, 'id' | 'displayName' | 'role' | 'applicationId' | 'userName' | 'signedInAt'> {
  /** For the owner, the account's API key. */
  name: string;
  owner: boolean;
  state: MemberState;
}

/** @param apiKey of the account, which is the owner's name */
export function viewMember(row: MemberRow, apiKey: string): MemberView {
  const { id, name, displayName, role, applicationId, userName, passwordHash, joinedAt, signedInAt } = row;
  const owner = name === null;
  const state = owner || passwordHash !== null ? 'active' : joinedAt ? 'reset' : 'invited';
  return { id, name: name ?? apiKey, displayName, role, applicationId, userName, owner, state, signedInAt };
}

/** A person as a target in the audit log. */
export const memberTarget = ({ id, displayName }: Pick<MemberRow, 'id' | 'displayName'>) => {
  return { kind: 'member', id, name: displayName };
};
