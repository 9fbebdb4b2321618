import { useMutation, useQuery } from '@apollo/client/react';
import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import type { SessionsQuery } from '../../generated/graphql';
import { forget } from '../../lib/forget';
import { AskFirst } from '../../ui/dialogs/ask-first';
import { LoadingRows } from '../../ui/lists/loading';
import { TableHead } from '../../ui/lists/table-head';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import { Moment } from '../../ui/values/moment';
import { useEndSessions } from '../people/people';
import { Person } from '../people/person';

const SessionsDocument = graphql(`
  query Sessions($everybody: Boolean!) {
    sessions(everybody: $everybody) {
      id
      current
      slot
      browser
      system
      address
      createdAt
      lastSeenAt
      member {
        id
        name
        displayName
      }
    }
  }
`);

const EndSessionDocument = graphql(`
  mutation EndSession($id: ID!) {
    endSession(id: $id) {
      id
    }
  }
`);

type Session = SessionsQuery['sessions'][number];

/** Sessions, and ending them. @param everybody of all people of the account; otherwise only the viewer's */
export function SessionList({ everybody }: { everybody: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(SessionsDocument, {
    variables: { everybody },
    fetchPolicy: 'cache-and-network',
  });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  const { sessions } = data;
  const mine = sessions.find(({ current }) => current)?.member.id;
  const others = sessions.filter(({ current, member }) => !current && member.id === mine);
  return (
    <Stack>
      <Table className="dw-table" verticalSpacing="sm">
        <TableHead
          columns={[everybody && t('people.person'), t('people.device'), t('people.since'), t('people.lastSeen')]}
        />
        <Table.Tbody>
          {sessions.map((session) => (
            <Table.Tr key={session.id}>
              {everybody && (
                <Table.Td>
                  <Person {...session.member} />
                </Table.Td>
              )}
              <Table.Td data-label={t('people.device')}>
                <DeviceOf session={session} />
              </Table.Td>
              <Table.Td data-label={t('people.since')}>
                <Moment at={session.createdAt} />
              </Table.Td>
              <Table.Td data-label={t('people.lastSeen')}>
                <Moment at={session.lastSeenAt} />
              </Table.Td>
              <Table.Td ta="right">{!session.current && <EndOne session={session} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {others.length > 0 && <EndOthers />}
    </Stack>
  );
}

function DeviceOf({ session: { browser, system, address, current, slot } }: { session: Session }) {
  const { t } = useTranslation();
  return (
    <div className="dw-person">
      <Group gap="xs">
        <Text size="sm">{[browser, system].filter(Boolean).join(' · ') || t('people.program')}</Text>
        {current && (
          <Badge variant="light" className="dw-badge">
            {t('people.thisOne')}
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed" className="dw-wrap">
        {t('people.place', { address: address ?? '–', slot })}
      </Text>
    </div>
  );
}

function EndOne({ session: { id, member, browser, system } }: { session: Session }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [end] = useMutation(EndSessionDocument, { update: (cache, { data }) => forget(cache, data?.endSession) });
  const name = member.displayName;
  const device = [browser, system].filter(Boolean).join(' · ') || t('people.program');
  return (
    <AskFirst
      size="compact-sm"
      label={t('people.end')}
      name={t('people.endOf', { name, device })}
      title={t('people.endTitle', { name })}
      action={t('people.end')}
      onConfirm={() => end({ variables: { id } }).then(() => tell.done(t('people.ended', { name })))}
    >
      {t('people.endHint')}
    </AskFirst>
  );
}

function EndOthers() {
  const { t } = useTranslation();
  const tell = useTell();
  const [end] = useEndSessions();
  async function endAll(): Promise<void> {
    const { data } = await end({ variables: {} });
    tell.done(t('people.endedOthers', { count: data?.endSessions.length ?? 0 }));
  }
  return (
    <AskFirst
      className="dw-start"
      label={t('people.endOthers')}
      title={t('people.endOthersTitle')}
      action={t('people.endOthers')}
      onConfirm={endAll}
    >
      {t('people.endHint')}
    </AskFirst>
  );
}
