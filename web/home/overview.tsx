import { Alert, Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconExternalLink, IconHeadset, IconWorldOff } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSimulator, useViewer } from '../accounts/viewer';
import { AccountNotices } from '../accounts/warnings/account-notices';
import { type Application, useCurrentApplication } from '../applications/current-application';
import { useReachable } from '../applications/reachable';
import { formatPhone } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { FirstPhone } from '../simulator/first-phone';
import { Fact, Facts } from '../ui/values/facts';
import { Checklist } from './checklist';
import './home.css';
import { Page } from '../ui/frame/page';
import { PhoneNumber } from '../ui/values/phone-number';
import { LastCalls } from './last-calls';
import { SetUpCheck } from './set-up-check';
import type { NewSignIn } from './users-step';

// Seldom needed, and Home does not wait for it.
const AgentSignIns = lazy(async () => ({ default: (await import('./agent-sign-ins')).AgentSignIns }));
const RegionNotice = lazy(async () => ({ default: (await import('../applications/region-notice')).RegionNotice }));

interface OverviewProps {
  application: Application;
  users: { id: string; name: string }[];
  numbers: { msisdn: string }[];
  /** Created in this visit; passwords are shown once. */
  signIns: NewSignIn[];
}

/** What is set up, and ways to make a call: an agent's console, the number, a phone. */
export function Overview({ application, users, numbers, signIns }: OverviewProps) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { role } = useViewer();
  const simulator = useSimulator();
  const { applications } = useCurrentApplication();
  const [number] = numbers;
  if (!number) return null;
  const unbroken = formatPhone(number.msisdn).replaceAll(' ', '\u00a0');
  return (
    <div className="dw-first-run">
      <Page title={t('home.readyTitle')} purpose={t('home.readyPurpose', { number: unbroken })}>
        <AccountNotices />
        {role === 'ADMIN' && applications.some(({ region }) => region === null) && (
          <Suspense>
            <RegionNotice />
          </Suspense>
        )}
        <Unreachable />
        <Paper withBorder p="md" className="dw-card">
          <Stack gap="md">
            <div>
              <Title order={2}>{t('home.openConsole')}</Title>
              <Text size="sm" c="dimmed">
                {t('home.openConsoleHint')}
              </Text>
            </div>
            <Group gap="sm">
              {users.slice(0, 4).map(({ id, name }, place) => (
                <Button
                  key={id}
                  component="a"
                  href={`${inSlot('console')}?user=${encodeURIComponent(name)}`}
                  target="_blank"
                  variant={place === 0 ? 'filled' : 'default'}
                  className="dw-name-button"
                  leftSection={<IconHeadset size={18} aria-hidden />}
                  rightSection={<IconExternalLink size={14} aria-hidden />}
                >
                  {t('console.logInAs', { name })}
                </Button>
              ))}
            </Group>
            <Facts>
              <Fact label={t('home.callers')}>
                <span className="dw-strong">{t(`presets.kind.${application.fromOutside}`)}</span>{' '}
                <Anchor component={Link} to={inSlot('settings')} size="sm">
                  {t('home.change')}
                </Anchor>
              </Fact>
              <Fact label={t('home.agentsCalls')}>
                <span className="dw-strong">{t(`presets.kind.${application.fromAgent}`)}</span>
              </Fact>
              <Fact label={t('numbers.title')}>
                <Stack gap={2}>
                  {numbers.map(({ msisdn }) => (
                    <PhoneNumber key={msisdn} digits={msisdn} withCountry />
                  ))}
                </Stack>
              </Fact>
            </Facts>
          </Stack>
        </Paper>
        {role === 'ADMIN' && (
          <Suspense>
            <AgentSignIns applicationId={application.id} signIns={signIns} />
          </Suspense>
        )}
        <Checklist application={application} users={users} numbers={numbers} />
        {role === 'ADMIN' && <SetUpCheck />}
        <LastCalls applicationId={application.id} />
      </Page>
      <aside className="dw-first-run-phone">
        {simulator ? (
          <>
            <Text size="sm" fw={600} mb="xs" ta="center">
              {t('home.callFromHere', { number: formatPhone(number.msisdn) })}
            </Text>
            <FirstPhone simulator={simulator} dialTo={number.msisdn} />
          </>
        ) : (
          <Paper withBorder p="lg" className="dw-card">
            <Text>{t('home.callFromAnyPhone', { number: formatPhone(number.msisdn) })}</Text>
          </Paper>
        )}
      </aside>
    </div>
  );
}

/** Warning that calls cannot come in, with the fix. */
function Unreachable() {
  const { t } = useTranslation();
  const { ok, found, sentence, check, loading } = useReachable();
  // Do not repeat what the account's notices already say.
  if (ok !== false || found?.state === 'THIS_MACHINE') return null;
  return (
    <Alert color="red" icon={<IconWorldOff aria-hidden />} title={t('home.unreachable')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{sentence}</Text>
        <Button size="compact-sm" variant="default" onClick={check} loading={loading}>
          {t('applications.checkAgain')}
        </Button>
      </Stack>
    </Alert>
  );
}
