import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CallStatus } from '../calls/call-status';
import { type CallRow, nobodyNamed, outsideParty } from '../calls/calls';
import { formatMoment } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { PhoneNumber } from '../ui/values/phone-number';
import { useNameOf } from '../users/names';
import './home.css';

/** The latest calls, in short; each links to its page. */
export function LastCalls({ calls }: { calls: readonly CallRow[] }) {
  const { t, i18n } = useTranslation();
  const inSlot = useSlotPath();
  const nameOf = useNameOf();
  return (
    <Paper withBorder p="md" className="dw-card">
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('calls.recent')}</Title>
        <Anchor component={Link} to={inSlot('calls')} size="sm">
          {t('calls.all')}
        </Anchor>
      </Group>
      {calls.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('calls.none')}
        </Text>
      )}
      <ul className="dw-last-calls">
        {calls.map((call) => {
          const other = outsideParty(call);
          const Direction = call.direction === 'INBOUND' ? IconArrowDownLeft : IconArrowUpRight;
          return (
            <li key={call.id}>
              <Link to={inSlot(`calls/${call.id}`)} className="dw-last-call">
                <Direction size={16} aria-label={t(`calls.direction.${call.direction}`)} />
                <span className="dw-last-call-who">
                  {other ? <PhoneNumber digits={nameOf(other)} withCountry /> : t(nobodyNamed(call.direction))}
                  {call.userName && <span className="dw-last-call-agent">{nameOf(call.userName)}</span>}
                </span>
                <CallStatus call={call} />
                <time dateTime={call.startedAt} title={new Date(call.startedAt).toISOString()}>
                  {formatMoment(call.startedAt, i18n.language)}
                </time>
              </Link>
            </li>
          );
        })}
      </ul>
    </Paper>
  );
}
