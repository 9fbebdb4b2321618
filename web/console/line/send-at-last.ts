/**
 * Sends a mutation that the browser delivers even while the tab is closing.
 * @param slot of the tab, whose session it is
 */
export function sendAtLast(slot: string, query: string, variables: object): void {
  void fetch('/graphql', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json', 'x-denwaban-slot': slot },
    body: JSON.stringify({ query, variables }),
  }).catch(() => {});
}
