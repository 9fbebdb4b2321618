import { useQuery } from '@apollo/client/react';
import { Alert } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import '../accounts.css';

const SecurityWarningsDocument = graphql(`
  query SecurityWarnings {
    securityWarnings {
      rule
      detail
    }
  }
`);

/** Handled elsewhere on the page. */
const SAID_ELSEWHERE = ['signatureSecretUnknown'];

/** Settings that weaken this installation, each with the fix. Cannot be dismissed; disappears once fixed. */
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
