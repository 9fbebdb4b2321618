import { SessionList } from './session-list';

/** Sessions of everyone in the account. */
export function SessionsTab() {
  return <SessionList everybody />;
}
