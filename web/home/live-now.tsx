import { Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { nobodyNamed, outsideParty, useCalls } from '../calls/calls';
import { isTestCaller } from '../lib/handset/handset';
import { formatPhone } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { Elapsed } from '../ui/values/elapsed';
import { useNameOf } from '../users/names';
import './home.css';

const MOST = 6;

/** The calls that go on now. */
export function LiveNow({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const nameOf = useNameOf();
  const { data } = useCalls(applicationId, { live: true, first: MOST });
  const live = data?.calls.nodes.filter((call) => call.live) ?? [];
  return (
    <Paper withBorder p="md" className="dw-card dw-live-now" component="section" aria-labelledby="live-now">
      <Title order={2} id="live-now" mb="xs">
        {t('home.live.title')}
      </Title>
      {data && live.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('home.live.none')}
        </Text>
      )}
      <ul className="dw-agents-now">
        {live.map((call) => {
          const outside = outsideParty(call);
          const who = isTestCaller(outside)
            ? t('calls.testCall')
            : nameOf(formatPhone(outside)) || t(nobodyNamed(call.direction));
          return (
            <li key={call.id} className="dw-agent-now" data-state={call.answeredAt ? 'ON_A_CALL' : 'RINGING'}>
              <span className="dw-dot" aria-hidden />
              <Link to={inSlot(`calls/${call.id}`)} className="dw-agent-now-name dw-figures">
                {who}
                {call.userName && ` → ${nameOf(call.userName)}`}
              </Link>
              <span className="dw-agent-now-state">
                {t(`calls.status.${call.status}`)} <Elapsed since={call.answeredAt ?? call.startedAt} />
              </span>
            </li>
          );
        })}
      </ul>
    </Paper>
  );
}
