import { useApolloClient } from '@apollo/client/react';
import { print } from 'graphql';
import { useEffect, useRef } from 'react';
import { graphql } from '../../generated/gql';
import { doBeforeLeaving } from '../../lib/leave-guard';
import { useSlot } from '../../lib/slot';
import { sendAtLast } from '../line/send-at-last';

const ReportLineDocument = graphql(`
  mutation ReportLine($applicationId: ID!, $userName: String!, $tab: String!, $ready: Boolean!) {
    reportLine(applicationId: $applicationId, userName: $userName, tab: $tab, ready: $ready)
  }
`);

/** A name of this tab, until it is closed or reloaded. */
const TAB = Math.random().toString(36).slice(2);

/**
 * Tells the server whether this tab can be rung, now and every 20 seconds: whoever is silent for a minute counts as
 * offline.
 */
export function useReportLine(applicationId: string, userName: string, ready: boolean): void {
  const apollo = useApolloClient();
  const slot = useSlot();
  const reported = useRef(false);
  useEffect(() => {
    // A tab that never could be rung has nothing to take back.
    if (!ready && !reported.current) return;
    const variables = { applicationId, userName, tab: TAB, ready };
    // The next report repeats one that is lost.
    const report = () => {
      reported.current = true;
      void apollo.mutate({ mutation: ReportLineDocument, variables }).catch(() => {});
    };
    const none = { ...variables, ready: false };
    const notReady = () => {
      if (reported.current) sendAtLast(slot, print(ReportLineDocument), none);
    };
    // Colleagues see at once that whoever signs out is offline.
    const dismiss = doBeforeLeaving(async () => {
      await apollo.mutate({ mutation: ReportLineDocument, variables: none });
      reported.current = false;
    });
    report();
    const clock = new Worker(new URL('./beat-worker.ts', import.meta.url), { type: 'module' });
    clock.onmessage = report;
    window.addEventListener('pagehide', notReady);
    return () => {
      dismiss();
      clock.terminate();
      window.removeEventListener('pagehide', notReady);
    };
  }, [apollo, slot, applicationId, userName, ready]);

  useEffect(() => {
    return () => {
      if (!reported.current) return;
      reported.current = false;
      sendAtLast(slot, print(ReportLineDocument), { applicationId, userName, tab: TAB, ready: false });
    };
  }, [slot, applicationId, userName]);
}
