import type { Agent } from '../../users/agents';

/** Who can take a call comes first. */
const ORDER: Agent['state'][] = ['AVAILABLE', 'AWAY', 'RINGING', 'ON_A_CALL', 'OFFLINE'];

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** How well a typed text names an agent: 0 exactly, 1 as the beginning, 2 as the beginning of a word; undefined not at all. */
function rankOf({ name, displayName }: Agent, typed: string): number | undefined {
  const names = [name, displayName ?? ''].map(plain);
  if (names.includes(typed)) return 0;
  if (names.some((one) => one.startsWith(typed))) return 1;
  return names.some((one) => one.split(/[\s.\-_・]+/).some((word) => word.startsWith(typed))) ? 2 : undefined;
}

/**
 * Type-ahead for colleagues.
 * @param typed part of a name or display name; empty finds everyone
 * @returns those whom it names, the best first: as typed, then who can take a call, then by name
 */
export function findColleagues(agents: readonly Agent[], typed: string): Agent[] {
  const text = plain(typed);
  return agents
    .flatMap((agent) => {
      const rank = rankOf(agent, text);
      return rank === undefined ? [] : [{ agent, rank: text ? rank : 0 }];
    })
    .sort(
      (one, other) =>
        one.rank - other.rank ||
        ORDER.indexOf(one.agent.state) - ORDER.indexOf(other.agent.state) ||
        one.agent.name.localeCompare(other.agent.name),
    )
    .map(({ agent }) => agent);
}
