import { Button, Group } from '@mantine/core';
import { IconDeviceLandlinePhone } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTimeZone } from '../../shared/time-zone';
import { browserTimeZone, useTimeZone } from '../accounts/time-zone';
import { useViewer } from '../accounts/viewer';
import type { Application } from '../applications/current-application';
import { type CallRow, useCalls } from '../calls/calls';
import { PERIODS } from '../lib/days';
import { formatPhone, formatSpan, formatWeekday } from '../lib/language/format';
import { useUrlFilter } from '../lib/url-filter';
import { Page } from '../ui/frame/page';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { UserNames } from '../users/names';
import { AgentsNow } from './agents-now';
import { CallsByHour } from './calls-by-hour';
import { type Shown, useDay } from './day';
import { DayFigures } from './day-figures';
import './home.css';
import type { NewSignIn } from './first-run/users-step';
import { LastCalls } from './last-calls';
import { LiveNow } from './live-now';
import { NeedsAttention } from './needs-attention';
import { Notices } from './notices';
import { useReader } from './reader';

// Home does not wait for what stands at its end.
const SetUp = lazy(async () => ({ default: (await import('./set-up')).SetUp }));
const AgentSignIns = lazy(async () => ({ default: (await import('./agent-sign-ins')).AgentSignIns }));
// Only whoever tries a call needs it.
const TryACall = lazy(async () => ({ default: (await import('./try-a-call')).TryACall }));

const LAST_CALLS = 8;

export interface DashboardProps {
  application: Application;
  users: { id: string; name: string }[];
  numbers: { msisdn: string }[];
  /** Created in this visit; passwords are shown once. */
  signIns: NewSignIn[];
}

/** Home once calls can come in: before the first call what is set up and a phone to try it, from then on the day. */
export function Dashboard({ application, ...more }: DashboardProps) {
  const { data, error, refetch } = useCalls(application.id, { first: LAST_CALLS });
  if (error && !data) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  return (
    <UserNames key={application.id} applicationId={application.id}>
      <Day application={application} calls={data.calls.nodes} {...more} />
    </UserNames>
  );
}

function Day({ application, users, numbers, signIns, calls }: DashboardProps & { calls: readonly CallRow[] }) {
  const { t } = useTranslation();
  const { role } = useViewer();
  // No call has ever come in.
  const isFresh = calls.length === 0;
  const { timeZone } = useTimeZone();
  const { filter, set } = useUrlFilter(['days']);
  const period = PERIODS.find((known) => known === filter.days) ?? 'today';
  const { day, shown, error, retry } = useDay(application.id, { period, timeZone, skip: isFresh });
  // Whoever tries the first call goes on to see their phone when the call has come in.
  const [trying, setTrying] = useState(isFresh);
  const { msisdn } = numbers[0]!;
  const unbroken = formatPhone(msisdn).replaceAll(' ', '\u00a0');
  const dates = useDates(shown);
  const hasReader = useReader();
  const setUp = (
    <Suspense>
      {role === 'ADMIN' && <AgentSignIns applicationId={application.id} signIns={signIns} />}
      <SetUp application={application} users={users} numbers={numbers} isFresh={isFresh} />
    </Suspense>
  );

  return (
    <div className={trying ? 'dw-first-run' : 'dw-home'}>
      <Page
        title={isFresh ? t('home.readyTitle') : t(`home.period.${period}`)}
        purpose={isFresh ? t('home.readyPurpose', { number: unbroken }) : dates}
        action={
          <Group gap="sm">
            {!isFresh && (
              <Group gap={6} role="group" aria-label={t('home.period.label')}>
                {PERIODS.map((value) => (
                  <Button
                    key={value}
                    size="compact-sm"
                    radius="xl"
                    variant={value === period ? 'filled' : 'default'}
                    aria-pressed={value === period}
                    onClick={() => set({ days: value === 'today' ? '' : value })}
                  >
                    {t(`home.period.${value}`)}
                  </Button>
                ))}
              </Group>
            )}
            <Button
              variant="default"
              aria-expanded={trying}
              leftSection={<IconDeviceLandlinePhone size={18} aria-hidden />}
              onClick={() => setTrying(!trying)}
            >
              {t('home.tryACall')}
            </Button>
          </Group>
        }
      >
        <Notices />
        {isFresh && setUp}
        {!isFresh && (
          <>
            <ProblemAlert error={error} onRetry={retry} />
            <DayFigures day={day} shown={shown} />
            <div className="dw-home-cards">
              <div className="dw-home-pair">
                <CallsByHour day={day} shown={shown} />
                <AgentsNow applicationId={application.id} />
                <NeedsAttention day={day} shown={shown} />
                <LiveNow applicationId={application.id} />
              </div>
            </div>
          </>
        )}
        <LastCalls calls={calls} />
        {!isFresh && hasReader && setUp}
      </Page>
      {trying && (
        <Suspense fallback={<LoadingRows />}>
          <TryACall users={users} number={msisdn} />
        </Suspense>
      )}
    </div>
  );
}

/** @returns the dates of the period, and the time zone where it is not the browser's */
function useDates({ from, until, first, last, timeZone }: Shown): string {
  const { t, i18n } = useTranslation();
  const end = new Date(until.getTime() - 1);
  const dates =
    first === last
      ? formatWeekday(from, i18n.language, timeZone)
      : formatSpan(from, end, i18n.language, timeZone, 'days');
  // A browser may spell a zone differently.
  const isOwn = readTimeZone(timeZone) === readTimeZone(browserTimeZone());
  return isOwn ? dates : t('home.datesIn', { dates, timeZone });
}
