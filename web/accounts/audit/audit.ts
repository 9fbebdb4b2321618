import { useQuery } from '@apollo/client/react';
import { daysAfter, startOfDay } from '../../../shared/time-zone';
import { graphql } from '../../generated/gql';
import type { AuditFilterInput, AuditLogQuery } from '../../generated/graphql';
import { isDay } from '../../lib/days';
import { useUrlFilter } from '../../lib/url-filter';
import { useTimeZone } from '../time-zone';

const AuditLogDocument = graphql(`
  query AuditLog($filter: AuditFilterInput, $after: String) {
    auditLog(filter: $filter, first: 50, after: $after) {
      nodes {
        id
        at
        actorKind
        actorId
        actorName
        address
        action
        targetKind
        targetId
        targetName
        before
        after
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export type AuditEntry = AuditLogQuery['auditLog']['nodes'][number];

/** What can be filtered by: the nouns of actions. */
export const AREAS = [
  'account',
  'application',
  'number',
  'user',
  'preset',
  'token',
  'member',
  'invitation',
  'session',
  'apiKey',
  'dialling',
  'retention',
  'caller',
  'call',
  'operation',
] as const;

/** The filter in the page's URL. */
export function useAuditFilter() {
  const url = useUrlFilter(['who', 'area', 'from', 'to']);
  const { timeZone } = useTimeZone();
  const { who, area, from, to } = url.filter;
  const wanted: AuditFilterInput = {
    ...(who && { actor: who }),
    ...(AREAS.some((known) => known === area) && { action: `${area}.` }),
    ...(isDay(from) && { from: startOfDay(from, timeZone).toISOString() }),
    ...(isDay(to) && { to: startOfDay(daysAfter(to, 1), timeZone).toISOString() }),
  };
  return { ...url, wanted };
}

/** Newest first, page by page. */
export function useAuditLog(filter: AuditFilterInput) {
  const { data, error, refetch, fetchMore } = useQuery(AuditLogDocument, {
    variables: { filter },
    fetchPolicy: 'cache-and-network',
  });
  const more = () =>
    fetchMore({
      variables: { after: data?.auditLog.pageInfo.endCursor ?? null },
      updateQuery: (before, { fetchMoreResult: { auditLog } }) => ({
        auditLog: { ...auditLog, nodes: [...before.auditLog.nodes, ...auditLog.nodes] },
      }),
    });
  return { log: data?.auditLog, error, refetch, more };
}
