import { SessionList } from './session-list';

/** Where everybody of the account is signed in. */
export function SessionsTab() {
  return <SessionList everybody />;
}
