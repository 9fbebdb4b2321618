import { formatPhone } from '../lib/language/format';
import type { NameOf } from '../users/names';
import type { CallRow } from './calls';

/**
 * Who talked to the contact, in order: "Jane → Joe"; a number where the last one was transferred to. Where nobody did, the
 * agent who was rung last or placed the call.
 */
export function agentsOf(
  { agents, userName, outcome }: Pick<CallRow, 'agents' | 'userName' | 'outcome'>,
  nameOf: NameOf,
): string {
  const number = outcome?.kind === 'TRANSFERRED' && !outcome.userName ? formatPhone(outcome.detail) : '';
  const talked = [...agents.map(nameOf), number].filter(Boolean);
  return talked.length > 0 ? talked.join(' → ') : userName ? nameOf(userName) : '';
}
