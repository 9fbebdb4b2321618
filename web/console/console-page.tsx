import { useQuery } from '@apollo/client/react';
import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { PersonMenu } from '../accounts/sign-in/person-menu';
import { useViewer } from '../accounts/viewer';
import { useCurrentApplication } from '../applications/current-application';
import { useSlotPath } from '../lib/slot';
import { Top } from '../ui/frame/frame';
import { useDocumentTitle } from '../ui/frame/page';
import { Empty } from '../ui/lists/empty';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { UsersDocument } from '../users/users-query';
import './console.css';
import { Desk } from './desk';

/** The console of an agent who signed in: only their own line. */
export function AgentConsole() {
  const { t } = useTranslation();
  const { applicationId, userName } = useViewer();
  if (applicationId && userName) return <Desk applicationId={applicationId} userName={userName} />;
  return (
    <ConsolePage>
      <Empty icon={<IconHeadset size={28} />} title={t('console.noLine')}>
        {t('console.noLineHint')}
      </Empty>
    </ConsolePage>
  );
}

/** The console of someone who may act for every agent: first the choice, "Log in as Jane / Joe". */
export function StaffConsole() {
  const { application } = useCurrentApplication();
  const [search, setSearch] = useSearchParams();
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const userName = search.get('user');
  /** Other parts of the address stay, such as the number to call. */
  const choose = (user: string) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('user', user);
      return next;
    });
  if (application && userName) {
    return <Desk key={userName} applicationId={application.id} userName={userName} onLeave={() => setSearch({})} />;
  }
  return (
    <ConsolePage>
      {!application && (
        <Empty
          icon={<IconHeadset size={28} />}
          title={t('applications.noneTitle')}
          action={
            <Button component={Link} to={inSlot('')}>
              {t('applications.setUp')}
            </Button>
          }
        >
          {t('applications.noneHint')}
        </Empty>
      )}
      {application && <ChooseUser applicationId={application.id} onChoose={choose} />}
    </ConsolePage>
  );
}

function ConsolePage({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { role } = useViewer();
  useDocumentTitle(t('console.title'));
  return (
    <>
      <Top home={inSlot(role === 'AGENT' ? 'console' : '')} title={t('console.title')}>
        <PersonMenu />
      </Top>
      <main className="dw-console">{children}</main>
    </>
  );
}

function ChooseUser({ applicationId, onChoose }: { applicationId: string; onChoose: (user: string) => void }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { data, error } = useQuery(UsersDocument, { variables: { applicationId } });
  const users = data?.users.nodes;
  return (
    <Paper withBorder p="xl" className="dw-card dw-choose-user">
      <Stack>
        <Title order={1}>{t('console.whoAreYou')}</Title>
        <Text c="dimmed">{t('console.whoAreYouHint')}</Text>
        <ProblemAlert error={error} />
        {!users && !error && <LoadingRows rows={2} />}
        {users?.map(({ id, name, displayName }) => (
          <Button
            key={id}
            size="md"
            variant="default"
            className="dw-name-button"
            leftSection={<IconHeadset size={20} aria-hidden />}
            title={name}
            onClick={() => onChoose(name)}
          >
            {t('console.logInAs', { name: displayName || name })}
          </Button>
        ))}
        {users?.length === 0 && (
          <>
            <Text fw={600}>{t('users.noneTitle')}</Text>
            <Text>{t('users.noneHint')}</Text>
            <Button component={Link} to={inSlot('users')}>
              {t('users.title')}
            </Button>
          </>
        )}
      </Stack>
    </Paper>
  );
}
