import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconPhone } from '@tabler/icons-react';
import { type MouseEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { useKeptPlace } from '../../lib/kept-place';
import { formatPhone } from '../../lib/language/format';
import { useLiveUpdates } from '../../lib/live/live';
import { readOneAtATime } from '../../lib/live/read-one-at-a-time';
import { useSlotPath } from '../../lib/slot';
import { Page } from '../../ui/frame/page';
import { LoadingRows } from '../../ui/lists/loading';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { Json } from '../../ui/values/json';
import { UserNames, useNameOf } from '../../users/names';
import { isDialable, nobodyNamed, outsideParty } from '../calls';
import { EventAddedDocument } from '../events/events';
import { CallDocument, HoldChangedDocument } from './call';
import { CallFacts } from './call-facts';
import { CallLegs } from './call-legs';
import { CallNotesList } from './call-notes';
import { CallProblems } from './call-problems';
import { CallSteps } from './call-steps';
import { type Call, layOut } from './timeline';
import { partyOf, TimelineView } from './timeline-view';
import '../calls.css';

/** One call: who, when, what was answered, all legs and events on one timeline, how it ended. */
export function CallPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(CallDocument, {
    variables: { id },
    context: { queryDeduplication: false },
  });
  const read = useMemo(() => readOneAtATime(() => refetch()), [refetch]);
  useLiveUpdates(EventAddedDocument, {
    variables: { applicationId: data?.call.applicationId ?? '', callId: id },
    skip: !data?.call.live,
    fetchPolicy: 'no-cache',
    read,
    onData: () => void read().catch(() => {}),
  });
  // The cache takes it over, and with it the page.
  useLiveUpdates(HoldChangedDocument, {
    variables: { applicationId: data?.call.applicationId ?? '' },
    skip: !data?.call.live,
    read,
  });
  useKeptPlace(data !== undefined);
  if (error) {
    return (
      <Page title={t('calls.title')} purpose={<BackToCalls />}>
        <ProblemAlert error={error} onRetry={() => refetch()} />
      </Page>
    );
  }
  if (!data) return <LoadingRows rows={6} />;
  return (
    <UserNames applicationId={data.call.applicationId}>
      <CallShown call={data.call} />
    </UserNames>
  );
}

function CallShown({ call }: { call: Call }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const party = (number: string | null, user: string | null, unknown: string) =>
    nameOf(formatPhone(number) || user || '') || unknown;
  return (
    <Page
      title={t('calls.fromTo', {
        from: party(call.from, call.direction === 'OUTBOUND' ? call.userName : null, t(nobodyNamed(call.direction))),
        to: party(call.to, call.direction === 'INBOUND' ? call.userName : null, t('calls.unknownParty')),
      })}
      purpose={<BackToCalls />}
      action={<CallAgain call={call} />}
    >
      <div className="dw-call-top" data-notes={call.notes.length > 0 || undefined}>
        <Paper withBorder p="md" className="dw-card">
          <CallFacts call={call} />
        </Paper>
        {call.notes.length > 0 && (
          <Paper withBorder p="md" className="dw-card" component="section">
            <Title order={2} mb="sm">
              {t('calls.notes')}
            </Title>
            <CallNotesList notes={call.notes} />
          </Paper>
        )}
      </div>
      <CallProblems events={call.events} />
      <Course call={call} />
      <section>
        <Title order={2} mb="xs">
          {t('calls.legs')}
        </Title>
        <CallLegs legs={call.legs} />
      </section>
      {call.ncco !== null && (
        <section>
          <Title order={2} mb="xs">
            {t('calls.ncco')}
          </Title>
          <Json value={call.ncco} label={t('calls.ncco')} maxHeight={360} />
        </section>
      )}
    </Page>
  );
}

/** Calls the other party from the console. */
function CallAgain({ call }: { call: Call }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const number = outsideParty(call);
  if (call.live || !isDialable(number)) return null;
  return (
    <Button
      component={Link}
      to={`${inSlot('console')}?call=${number}`}
      variant="default"
      leftSection={<IconPhone size={18} aria-hidden />}
    >
      {t('calls.callBack', { number: formatPhone(number) })}
    </Button>
  );
}

/** Back to the list as it was, if the reader came from it. */
function BackToCalls() {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const navigate = useNavigate();
  const { state } = useLocation();
  const back = (event: MouseEvent) => {
    if (!cameFromList(state) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void navigate(-1);
  };
  return (
    <Anchor component={Link} to={inSlot('calls')} onClick={back} size="sm">
      <IconArrowLeft size={14} aria-hidden /> {t('calls.all')}
    </Anchor>
  );
}

const cameFromList = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'fromList' in state && state.fromList === true;

/** The events, on a timeline and in a table; both highlight the same one. */
function Course({ call }: { call: Call }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const [chosen, setChosen] = useState<string>();
  const nameOf = useNameOf();
  const timeline = layOut(call, Date.now());
  const legs = new Map(call.legs.map((leg) => [leg.uuid, partyOf(leg, t('calls.withheldParty'), nameOf)]));
  return (
    <Stack gap="sm" component="section">
      <div>
        <Title order={2}>{t('calls.timeline.title')}</Title>
        <Text size="sm" c="dimmed">
          {t('calls.timeline.hint')}
        </Text>
      </div>
      <TimelineView timeline={timeline} chosen={chosen} onChoose={setChosen} />
      <CallSteps
        marks={timeline.marks}
        chosen={chosen}
        onChoose={setChosen}
        partyOf={(legUuid) => legs.get(legUuid ?? '') ?? ''}
      />
      <Anchor component={Link} to={`${inSlot('events')}?about=${call.id}`} size="sm">
        {t('calls.allEvents')}
      </Anchor>
    </Stack>
  );
}
