import { graphql } from '../generated/gql';
import { useViewer } from './viewer';

export const SetTimeZoneDocument = graphql(`
  mutation SetTimeZone($timeZone: String!) {
    setTimeZone(timeZone: $timeZone) {
      id
      timeZone
    }
  }
`);

/** IANA name of the time zone that the browser is in. */
export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone in which days begin and end: the account's, or the browser's while none is chosen. Only inside `RequireViewer`. */
export function useTimeZone(): { timeZone: string; isChosen: boolean } {
  const { timeZone } = useViewer().account;
  return { timeZone: timeZone ?? browserTimeZone(), isChosen: timeZone !== null };
}
