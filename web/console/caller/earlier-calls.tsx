import { Anchor, Text } from '@mantine/core';
import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useViewer } from '../../accounts/viewer';
import { CallOutcome } from '../../calls/call-outcome';
import { formatDuration } from '../../lib/language/format';
import { useSlotPath } from '../../lib/slot';
import { Moment } from '../../ui/values/moment';
import { useNameOf } from '../../users/names';
import '../call/call.css';
import '../side.css';
import type { Caller } from './caller-of-leg';

/** Earlier calls of the same number with their notes, newest first. */
export function EarlierCalls({ calls }: { calls: Caller['earlier'] }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm" fw={600}>
        {t('console.earlierCalls', { count: calls.length })}
      </Text>
      {calls.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('console.noEarlierCalls')}
        </Text>
      )}
      <ul className="dw-earlier">
        {calls.map((call) => (
          <EarlierCall key={call.id} call={call} />
        ))}
      </ul>
    </>
  );
}

function EarlierCall({ call }: { call: Caller['earlier'][number] }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { role } = useViewer();
  const nameOf = useNameOf();
  const { id, startedAt, direction, userName, durationSeconds, outcome, notes, readable } = call;
  const Direction = direction === 'INBOUND' ? IconArrowDownLeft : IconArrowUpRight;
  const when = <Moment at={startedAt} />;
  return (
    <li>
      <span className="dw-earlier-head">
        <Direction size={14} role="img" aria-label={t(`calls.direction.${direction}`)} />
        {readable && role !== 'AGENT' ? (
          <Anchor component={Link} to={inSlot(`calls/${id}`)} target="_blank" size="sm">
            {when}
          </Anchor>
        ) : (
          when
        )}
        {userName && <span>{nameOf(userName)}</span>}
        {outcome && outcome.kind !== 'ANSWERED' && <CallOutcome outcome={outcome} />}
        {durationSeconds !== null && durationSeconds !== undefined && durationSeconds > 0 && (
          <span className="dw-figures">{formatDuration(durationSeconds)}</span>
        )}
      </span>
      {notes.map((text) => (
        <Text key={text} size="sm" className="dw-note-text">
          {text}
        </Text>
      ))}
    </li>
  );
}
