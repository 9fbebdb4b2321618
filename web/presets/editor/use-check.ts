import { useApolloClient } from '@apollo/client/react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import type { CheckNccoQuery } from '../../generated/graphql';
import { findingSentence } from './finding-words';
import type { Remark } from './json-editor';

export const CheckNccoDocument = graphql(`
  query CheckNcco($ncco: JSON!) {
    checkNcco(ncco: $ncco) {
      path
      severity
      code
      message
      params
    }
  }
`);

type Finding = CheckNccoQuery['checkNcco'][number];

/** Milliseconds without typing before the server is asked. */
const PAUSE_MS = 300;
const ABOUT_KEYS = ['unknownKey', 'deprecated'];

interface Checked {
  text: string;
  findings: Finding[];
  /** Why the check failed. */
  problem: unknown;
}

/** The text as JSON, and the server's findings. A response for an outdated text is dropped. */
export function useCheck(text: string) {
  const { t } = useTranslation();
  const client = useApolloClient();
  const [checked, setChecked] = useState<Checked>();
  /** A text to check again immediately. */
  const [again, setAgain] = useState<{ text: string }>();

  const parsed = useMemo(() => {
    try {
      return { ncco: JSON.parse(text) as unknown, broken: null };
    } catch (error) {
      return { ncco: undefined, broken: error instanceof Error ? error.message : String(error) };
    }
  }, [text]);

  useEffect(() => {
    if (parsed.broken !== null) return;
    const { ncco } = parsed;
    const stop = new AbortController();
    const ask = () =>
      client
        .query({
          query: CheckNccoDocument,
          variables: { ncco },
          fetchPolicy: 'no-cache',
          context: { fetchOptions: { signal: stop.signal } },
        })
        .then(
          ({ data }) => !stop.signal.aborted && setChecked({ text, findings: data?.checkNcco ?? [], problem: null }),
          (problem) => !stop.signal.aborted && setChecked({ text, findings: [], problem }),
        );
    const timer = window.setTimeout(ask, again?.text === text ? 0 : PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [client, text, parsed, again]);

  const upToDate = checked?.text === text ? checked : undefined;
  const remarks = useMemo((): Remark[] => {
    if (parsed.broken !== null) {
      const sentence = t('presets.noJson', { reason: parsed.broken });
      return [{ path: null, aboutKey: false, severity: 'error', sentence }];
    }
    return (upToDate?.findings ?? []).map((finding) => ({
      path: finding.path,
      aboutKey: ABOUT_KEYS.includes(finding.code),
      severity: finding.severity === 'ERROR' ? 'error' : 'warning',
      sentence: findingSentence(finding, t),
    }));
  }, [parsed, upToDate, t]);

  return {
    /** Undefined while the text is not valid JSON. */
    ncco: parsed.ncco,
    broken: parsed.broken !== null,
    remarks,
    /** The server has not checked this text yet. */
    checking: parsed.broken === null && !upToDate,
    problem: upToDate?.problem ?? null,
    retry: () => setAgain({ text }),
  };
}

export type Check = ReturnType<typeof useCheck>;
