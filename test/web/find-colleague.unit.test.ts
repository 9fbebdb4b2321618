import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findColleagues } from '../../web/console/colleagues/find-colleague';
import { type Agent, withAgent } from '../../web/users/agents';

const since = '2026-01-01T00:00:00.000Z';
const agent = (name: string, displayName: string | null, state: Agent['state'] = 'AVAILABLE'): Agent => ({
  name,
  displayName,
  state,
  since,
  away: state === 'AWAY',
});
const OFFICE = [
  agent('joe', 'Joe Black', 'OFFLINE'),
  agent('joan', 'Joan Doe', 'ON_A_CALL'),
  agent('jo', null),
  agent('aiko', '阿部 愛子'),
  agent('ben', 'Ben Jones'),
];
const found = (typed: string) => findColleagues(OFFICE, typed).map(({ name }) => name);

test.each([
  ['', ['aiko', 'ben', 'jo', 'joan', 'joe']],
  ['jo', ['jo', 'joan', 'joe', 'ben']],
  ['JOE', ['joe']],
  ['ｊｏｅ', ['joe']],
  ['black', ['joe']],
  ['愛', ['aiko']],
  ['x', []],
])('"%s" finds %j: exactly so, then who can take a call', (typed, names) => {
  expect(found(typed)).toEqual(names);
});

test('every beginning of a name finds that agent, and nothing is found twice', () => {
  fc.assert(
    fc.property(fc.constantFrom(...OFFICE), fc.nat(6), (one, length) => {
      const names = found(one.name.slice(0, length));
      expect(names).toContain(one.name);
      expect(new Set(names).size).toBe(names.length);
    }),
    { seed: 15 },
  );
});

test('a change replaces what was known of an agent, and adds a new one', () => {
  const away = agent('jo', null, 'AWAY');
  expect(withAgent(OFFICE, away).find(({ name }) => name === 'jo')).toEqual(away);
  expect(withAgent(OFFICE, agent('new', null))).toHaveLength(OFFICE.length + 1);
});
