import { useQuery } from '@apollo/client/react';
import { Alert } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import './accounts.css';

const SecurityWarningsDocument = graphql(`
  query SecurityWarnings {
    securityWarnings {
      rule
      detail
    }
  }
`);

/** The page has something of its own for these, which also mends them. */
const SAID_ELSEWHERE = ['signatureSecretUnknown'];

/** What weakens this installation, each with its cure. It cannot be closed: it goes when it is mended. */
export function SecurityNotices() {
  const { t } = useTranslation();
  const { data } = useQuery(SecurityWarningsDocument, { fetchPolicy: 'cache-and-network' });
  const warnings = data?.securityWarnings.filter(({ rule }) => !SAID_ELSEWHERE.includes(rule)) ?? [];
  if (warnings.length === 0) return null;
  return (
    <Alert color="red" icon={<IconShieldExclamation aria-hidden />} title={t('security.title')} role="alert">
      <ul className="dw-plain-list">
        {warnings.map(({ rule, detail }) => (
          <li key={rule}>{t(`security.warning.${rule}`, { detail })}</li>
        ))}
      </ul>
    </Alert>
  );
}
