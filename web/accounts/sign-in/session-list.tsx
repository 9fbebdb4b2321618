import { useMutation, useQuery } from '@apollo/client/react';
import { Badge, Button, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import type { SessionsQuery } from '../../generated/graphql';
import { forget } from '../../lib/forget';
import { Confirm } from '../../ui/dialogs/confirm';
import { LoadingRows } from '../../ui/lists/loading';
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
        <Table.Thead>
          <Table.Tr>
            {everybody && <Table.Th>{t('people.person')}</Table.Th>}
            <Table.Th>{t('people.device')}</Table.Th>
            <Table.Th>{t('people.since')}</Table.Th>
            <Table.Th>{t('people.lastSeen')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
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
  const [asking, setAsking] = useState(false);
  const name = member.displayName;
  const device = [browser, system].filter(Boolean).join(' · ') || t('people.program');
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('people.endOf', { name, device })}
        onClick={() => setAsking(true)}
      >
        {t('people.end')}
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('people.endTitle', { name })}
        action={t('people.end')}
        onConfirm={() => end({ variables: { id } }).then(() => tell.done(t('people.ended', { name })))}
      >
        {t('people.endHint')}
      </Confirm>
    </>
  );
}

function EndOthers() {
  const { t } = useTranslation();
  const tell = useTell();
  const [end] = useEndSessions();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)} className="dw-start">
        {t('people.endOthers')}
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('people.endOthersTitle')}
        action={t('people.endOthers')}
        onConfirm={() =>
          end({ variables: {} }).then(({ data }) =>
            tell.done(t('people.endedOthers', { count: data?.endSessions.length ?? 0 })),
          )
        }
      >
        {t('people.endHint')}
      </Confirm>
    </>
  );
}
