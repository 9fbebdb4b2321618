/** What is asked of an operation after each request. */
export const ANSWER = '{ id kind state problem { message extensions } }';
export const byLeg = (name: string) => `mutation ($leg: ID!) { ${name}(legUuid: $leg) ${ANSWER} }`;
export const toTarget = (name: string) =>
  `mutation ($leg: ID!, $target: TransferTargetInput!) { ${name}(legUuid: $leg, target: $target) ${ANSWER} }`;
export const END = `mutation ($leg: ID!, $how: ConsultEnd!) { endConsult(legUuid: $leg, how: $how) ${ANSWER} }`;
export const CONSULT = 'query ($leg: ID!) { consult(legUuid: $leg) { status } }';
export const RUNNING = `query ($leg: ID!) { operation(legUuid: $leg) ${ANSWER} }`;
export const FOLLOWED = `subscription ($leg: ID!) { operationChanged(legUuid: $leg) ${ANSWER} }`;
export const LIVE = /* GraphQL */ `
  query ($id: ID!) {
    calls(applicationId: $id, live: true, first: 5) {
      nodes { heldSince operation { kind } legs { uuid heldSince answeredAt endedAt } }
    }
  }
`;
export type Leg = { uuid: string; heldSince: string | null; answeredAt: string | null; endedAt: string | null };
export type Live = { calls: { nodes: { heldSince: string | null; operation: object | null; legs: Leg[] }[] } };
export interface Shown {
  kind: string;
  state: string;
  problem: { message: string; extensions: object } | null;
}
