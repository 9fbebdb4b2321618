import { Paper, Tabs, Text, Title } from '@mantine/core';
import { IconPlugConnected, IconUser } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { ownPath } from '../../lib/own-path';
import { useSlot, useSlotPath } from '../../lib/slot';
import { Top } from '../../ui/frame/frame';
import { useDocumentTitle } from '../../ui/frame/page';
import { LoadingRows } from '../../ui/lists/loading';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { useViewerQuery } from '../viewer-query';
import { MemberForm } from './member-form';
import { firstWay } from './way';

// Only the owner needs it; everyone else signs in here every morning.
const VonageForm = lazy(async () => ({ default: (await import('./vonage-form')).VonageForm }));

/**
 * Sign in with the Vonage account's key and secret (owner), or with username and password (everyone whom an admin has
 * added).
 */
export function SignInPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useViewerQuery();
  const [search] = useSearchParams();
  const slot = useSlot();
  const inSlot = useSlotPath();
  const navigate = useNavigate();
  useDocumentTitle(t('accounts.signIn'));

  const next = ownPath(search.get('next'));
  const home = data?.viewer?.role === 'AGENT' ? inSlot('console') : inSlot('');
  if (data?.viewer) return <Navigate replace to={next ?? home} />;
  const enter = () => navigate(next ?? inSlot(''), { replace: true });

  return (
    <>
      <Top home={inSlot('')} />
      <main className="dw-sign-in">
        <div>
          <Title order={1}>{t('accounts.welcome')}</Title>
          <Text c="dimmed" mt={4}>
            {t('accounts.welcomeHint')}
          </Text>
        </div>
        <Paper withBorder p="lg" className="dw-card">
          <ProblemAlert error={error} onRetry={() => refetch()} />
          {!data && !error && <LoadingRows rows={4} />}
          {data && (
            <Tabs defaultValue={firstWay(data.signInOptions, slot, next ?? null)} keepMounted={false}>
              <Tabs.List grow mb="md">
                <Tabs.Tab value="vonage" leftSection={<IconPlugConnected size={16} aria-hidden />}>
                  {t('accounts.withAccount')}
                </Tabs.Tab>
                <Tabs.Tab value="member" leftSection={<IconUser size={16} aria-hidden />}>
                  {t('accounts.withPassword')}
                </Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="vonage">
                <Suspense fallback={<LoadingRows rows={4} />}>
                  <VonageForm options={data.signInOptions} onSignedIn={enter} />
                </Suspense>
              </Tabs.Panel>
              <Tabs.Panel value="member">
                <MemberForm onSignedIn={enter} />
              </Tabs.Panel>
            </Tabs>
          )}
        </Paper>
      </main>
    </>
  );
}
