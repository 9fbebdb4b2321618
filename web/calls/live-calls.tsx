import { Group, Paper, Text } from '@mantine/core';
import { IconBell, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isTestCaller } from '../lib/handset/handset';
import { formatPhone } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { Elapsed } from '../ui/values/elapsed';
import { UserNames, useNameOf } from '../users/names';
import './calls.css';
import { type CallRow, nobodyNamed, outsideParty, useCalls } from './calls';

/** Live calls, floating at the lower right of every page while there are any. */
export function LiveCalls({ applicationId }: { applicationId: string }) {
  const { data } = useCalls(applicationId, { live: true, first: 3 });
  const live = data?.calls.nodes.filter((call) => call.live) ?? [];
  if (live.length === 0) return null;
  return (
    <UserNames applicationId={applicationId}>
      <div className="dw-live-calls" role="status">
        {live.map((call) => (
          <LiveCall key={call.id} call={call} />
        ))}
      </div>
    </UserNames>
  );
}

function LiveCall({ call }: { call: CallRow }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const nameOf = useNameOf();
  const ringing = !call.answeredAt;
  const Icon = ringing ? IconBell : IconPhone;
  const outside = outsideParty(call);
  return (
    <Paper
      component={Link}
      to={inSlot(`calls/${call.id}`)}
      withBorder
      shadow="md"
      className="dw-live-call"
      data-ringing={ringing || undefined}
    >
      <Icon size={20} aria-hidden />
      <div>
        <Text size="sm" fw={600} className="dw-figures">
          {isTestCaller(outside) ? t('calls.testCall') : nameOf(formatPhone(outside)) || t(nobodyNamed(call.direction))}
        </Text>
        <Group gap={6}>
          <Text size="xs">{t(`calls.status.${call.status}`)}</Text>
          {call.userName && <Text size="xs">{nameOf(call.userName)}</Text>}
        </Group>
      </div>
      <Text size="sm" ml="auto" component="span">
        <Elapsed since={call.answeredAt ?? call.startedAt} />
      </Text>
    </Paper>
  );
}
