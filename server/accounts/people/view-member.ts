import type { MemberRow } from '../accounts.table.js';

/** Can sign in; has never set a password; has to set a new one through a link. */
export type MemberState = 'active' | 'invited' | 'reset';

/** A person as others may see one. */
export interface MemberView extends Pick<MemberRow, 'id' | 'displayName' | 'role' | 'applicationId' | 'userName'> {
  /** For the owner, the account's API key. */
  name: string;
  owner: boolean;
  state: MemberState;
}

/** @param apiKey the account's, which is the owner's name */
export function viewMember(row: MemberRow, apiKey: string): MemberView {
  const { id, name, displayName, role, applicationId, userName, passwordHash, joinedAt } = row;
  const owner = name === null;
  const state = owner || passwordHash !== null ? 'active' : joinedAt ? 'reset' : 'invited';
  return { id, name: name ?? apiKey, displayName, role, applicationId, userName, owner, state };
}

/** A person as the audit log names one. */
export const memberTarget = ({ id, displayName }: Pick<MemberRow, 'id' | 'displayName'>) => {
  return { kind: 'member', id, name: displayName };
};
