import { useQuery, useSubscription } from '@apollo/client/react';
import { Anchor, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { graphql } from '../generated/gql';
import type { CallQuery } from '../generated/graphql';
import { formatClock, formatDuration, formatEuro, formatMoment, formatPhone } from '../lib/format';
import { useSlotPath } from '../lib/slot';
import { Elapsed } from '../ui/elapsed';
import { Fact, Facts } from '../ui/facts';
import { Json } from '../ui/json';
import { LoadingRows } from '../ui/loading';
import { Page } from '../ui/page';
import { ProblemAlert } from '../ui/problem-alert';
import { CallStatus } from './call-status';
import { EventRows } from './event-rows';
import { EventAddedDocument } from './events';

const CallDocument = graphql(`
  query Call($id: ID!) {
    call(id: $id) {
      id
      applicationId
      direction
      from
      to
      userName
      status
      live
      startedAt
      answeredAt
      endedAt
      durationSeconds
      price
      endedBy
      reason
      preset
      presetVersion
      ncco
      conversationUuid
      legs {
        uuid
        direction
        from
        to
        userName
        status
        startedAt
        answeredAt
        endedAt
        durationSeconds
        price
        detail
        reconciled
      }
      events {
        id
        callId
        receivedAt
        kind
        status
        legUuid
        door
        body
      }
    }
  }
`);

type Call = CallQuery['call'];

/** One call: who, when, what was answered, each leg, each event, how it ended. */
export function CallPage() {
  const { id = '' } = useParams();
  const { t, i18n } = useTranslation();
  const inSlot = useSlotPath();
  const { data, error, refetch } = useQuery(CallDocument, { variables: { id } });
  useSubscription(EventAddedDocument, {
    variables: { applicationId: data?.call.applicationId ?? '' },
    skip: !data?.call.live,
    onData: ({ data: news }) => {
      if (news.data?.eventAdded.callId === id) refetch();
    },
  });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows rows={6} />;
  const { call } = data;
  const party = (number: string | null, user: string | null) => formatPhone(number) || user || t('calls.unknownParty');

  return (
    <Page
      title={t('calls.fromTo', { from: party(call.from, call.userName), to: party(call.to, call.userName) })}
      purpose={
        <Anchor component={Link} to={inSlot('calls')} size="sm">
          <IconArrowLeft size={14} aria-hidden /> {t('calls.all')}
        </Anchor>
      }
      action={<CallStatus status={call.status} />}
    >
      <Paper withBorder p="md" className="dw-card">
        <Facts wide>
          <Fact label={t('calls.began')}>{formatMoment(call.startedAt, i18n.language)}</Fact>
          <Fact label={t('calls.length')}>
            <Length call={call} />
          </Fact>
          <Fact label={t('calls.agent')}>{call.userName ?? '–'}</Fact>
          <Fact label={t('calls.answeredWith')}>
            {call.preset ? t(`presets.kind.${call.preset}`) : '–'}
            {call.presetVersion ? ` · ${t('presets.version', { version: call.presetVersion })}` : ''}
          </Fact>
          <Fact label={t('calls.ended')}>
            <Ending call={call} />
          </Fact>
          <Fact label={t('calls.price')}>{call.price ? formatEuro(call.price, i18n.language) : '–'}</Fact>
        </Facts>
      </Paper>
      <section>
        <Title order={2} mb="xs">
          {t('calls.legs')}
        </Title>
        <Legs legs={call.legs} />
      </section>
      {call.ncco !== null && (
        <section>
          <Title order={2} mb="xs">
            {t('calls.ncco')}
          </Title>
          <Json value={call.ncco} label={t('calls.ncco')} maxHeight={360} />
        </section>
      )}
      <section>
        <Title order={2} mb="xs">
          {t('events.title')}
        </Title>
        <EventRows events={call.events} />
      </section>
    </Page>
  );
}

function Length({ call }: { call: Call }) {
  if (call.live && call.answeredAt) return <Elapsed since={call.answeredAt} />;
  return call.durationSeconds === null ? '–' : formatDuration(call.durationSeconds);
}

/** `reason` is what became of the party who did not answer, and who that was: `rejected:Jane`. */
function Ending({ call }: { call: Call }) {
  const { t } = useTranslation();
  if (call.reason) {
    const [word = '', who] = call.reason.split(':');
    const result = t([`calls.status.${word.toUpperCase()}`, 'calls.status.other'], { status: word });
    return who ? t('calls.notReached', { who: formatPhone(who), result }) : result;
  }
  if (!call.endedBy) return '–';
  return t([`calls.endedBy.${call.endedBy}`, 'calls.endedBy.other'], { who: call.endedBy });
}

function Legs({ legs }: { legs: Call['legs'] }) {
  const { t, i18n } = useTranslation();
  const time = (iso: string | null) => (iso ? formatClock(iso, i18n.language) : '–');
  return (
    <Table className="dw-table" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('calls.who')}</Table.Th>
          <Table.Th>{t('calls.result')}</Table.Th>
          <Table.Th>{t('calls.began')}</Table.Th>
          <Table.Th>{t('calls.answeredAt')}</Table.Th>
          <Table.Th>{t('calls.endedAt')}</Table.Th>
          <Table.Th ta="right">{t('calls.price')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {legs.map((leg) => (
          <Table.Tr key={leg.uuid}>
            <Table.Td>
              <Stack gap={0}>
                <span className="dw-figures">
                  {leg.userName ?? formatPhone(leg.direction === 'INBOUND' ? leg.from : leg.to)}
                </span>
                <Text size="xs" c="dimmed" className="dw-uuid">
                  {leg.uuid}
                </Text>
              </Stack>
            </Table.Td>
            <Table.Td data-label={t('calls.result')}>
              {t([`calls.status.${leg.status.toUpperCase()}`, 'calls.status.other'], { status: leg.status })}
              {leg.detail && ` · ${leg.detail}`}
              {leg.reconciled && ` · ${t('calls.reconciled')}`}
            </Table.Td>
            <Table.Td data-label={t('calls.began')}>{time(leg.startedAt)}</Table.Td>
            <Table.Td data-label={t('calls.answeredAt')}>{time(leg.answeredAt)}</Table.Td>
            <Table.Td data-label={t('calls.endedAt')}>{time(leg.endedAt)}</Table.Td>
            <Table.Td data-label={t('calls.price')} ta="right">
              {leg.price ? formatEuro(leg.price, i18n.language) : '–'}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
