import { describe, expect, it } from 'vitest';
import { type ListPage, withFront } from '../../web/lib/long-list.js';

const page = (ids: string, hasNextPage = true): ListPage<{ id: string }> => ({
  nodes: [...ids].map((id) => ({ id })),
  pageInfo: { endCursor: `after ${ids.at(-1)}`, hasNextPage },
});
const front = (ids: string, more = true) => withFront(page('abcdef'), page(ids, more), ({ id }) => id);
const shown = ({ nodes, pageInfo }: ListPage<{ id: string }>) =>
  `${nodes.map(({ id }) => id).join('')} ${pageInfo.endCursor}`;

describe('a list whose first page is reloaded', () => {
  it('keeps older pages below new items', () => {
    expect(shown(front('xab'))).toBe('xabcdef after f');
  });
  it('drops a row that has left the first page', () => {
    expect(shown(front('acd'))).toBe('acdef after f');
  });
  it('starts again if more is new than fits on the first page, or if there is only one page', () => {
    expect(shown(front('xyz'))).toBe('xyz after z');
    expect(shown(front('ab', false))).toBe('ab after b');
  });
});
