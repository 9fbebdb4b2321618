import { useQuery } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import type { SetUpChecksQuery } from '../generated/graphql';
import { formatPhone } from '../lib/language/format';
import { ProblemAlert } from '../ui/messages/problem-alert';
import './home.css';

const SetUpChecksDocument = graphql(`
  query SetUpChecks {
    setUpChecks {
      what
      about
      state
      rule
      detail
    }
  }
`);

type Check = SetUpChecksQuery['setUpChecks'][number];

const ICONS = { PASS: IconCircleCheck, FAIL: IconAlertTriangle, SKIPPED: IconCircleDashed };
const LOOKS = { PASS: 'done', FAIL: 'wrong', SKIPPED: 'open' };
/** Problems first; otherwise as the server lists them. */
const ORDER = { FAIL: 0, SKIPPED: 1, PASS: 2 };

/** Checks the account here and at Vonage now, and says what to do about each problem. */
export function SetUpResults() {
  const { t } = useTranslation();
  const { data, error } = useQuery(SetUpChecksDocument, { fetchPolicy: 'network-only' });
  const checks = data?.setUpChecks.toSorted((one, other) => ORDER[one.state] - ORDER[other.state]);
  const failed = checks?.filter(({ state }) => state === 'FAIL').length ?? 0;
  return (
    <>
      <div role="status">
        <ProblemAlert error={error} />
        {!checks && !error && <Text size="sm">{t('checks.running')}</Text>}
        {checks && (
          <Text size="sm" fw={600} mt="sm">
            {failed === 0 ? t('checks.allGood') : t('checks.failed', { count: failed })}
          </Text>
        )}
      </div>
      {checks && (
        <ul className="dw-checklist">
          {checks.map((one) => (
            <Line key={`${one.what} ${one.about ?? ''}`} check={one} />
          ))}
        </ul>
      )}
    </>
  );
}

function Line({ check: { what, about, state, rule, detail } }: { check: Check }) {
  const { t, i18n } = useTranslation();
  const Icon = ICONS[state];
  const numbers = what === 'numbers' && detail?.split(', ').map(formatPhone).join(', ');
  const params = { about, detail: numbers || (detail ?? '') };
  const hasCure = state !== 'PASS' && i18n.exists(`checks.cure.${what}.${rule}`);
  return (
    <li className="dw-check dw-set-up-check" data-state={LOOKS[state]}>
      <Icon size={18} aria-label={t(`checks.state.${state}`)} />
      <div>
        {t(`checks.found.${what}.${rule}`, params)}
        {hasCure && <div className="dw-checklist-said">{t(`checks.cure.${what}.${rule}`, params)}</div>}
      </div>
    </li>
  );
}
