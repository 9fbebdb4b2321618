import { useQuery } from '@apollo/client/react';
import { Anchor, Paper, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useViewer } from '../accounts/viewer';
import { useSignatureSentence } from '../accounts/warnings/signatures';
import type { Application } from '../applications/current-application';
import { useReachable } from '../applications/reachable';
import { graphql } from '../generated/gql';
import { formatPhone } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import './home.css';

const FirstCallDocument = graphql(`
  query FirstCall($applicationId: ID!) {
    calls(applicationId: $applicationId, first: 1) {
      nodes {
        id
      }
    }
    account {
      ...Signatures
    }
  }
`);

const LOOK_AGAIN_MS = 15_000;

interface ChecklistProps {
  application: Application;
  users: { name: string }[];
  numbers: { msisdn: string }[];
}

interface Item {
  what: string;
  /** Undefined while unknown. */
  done: boolean | undefined;
  /** Something is wrong, rather than not done yet. */
  wrong?: boolean;
  said: ReactNode;
  /** Where to do it; a path inside the slot. */
  to?: string;
}

/** Setup checklist: each line shows its status and links to the place to change it. */
export function Checklist({ application, users, numbers }: ChecklistProps) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { account } = useViewer();
  const reachable = useReachable();
  const { data } = useQuery(FirstCallDocument, {
    variables: { applicationId: application.id },
    fetchPolicy: 'cache-and-network',
    // Webhooks that come while someone looks on change it, and no subscription tells of them.
    pollInterval: LOOK_AGAIN_MS,
    skipPollAttempt: () => document.hidden,
  });
  const signatures = useSignatureSentence(account);
  const called = data && data.calls.nodes.length > 0;

  const items: Item[] = [
    {
      what: 'account',
      done: true,
      said: t('home.connectedTo', { kind: t(`accounts.kind.${account.kind}`), key: account.apiKey }),
      to: 'account',
    },
    { what: 'application', done: true, said: application.name, to: `applications/${application.id}` },
    { what: 'webhooks', done: reachable.ok, wrong: reachable.ok === false, said: reachable.sentence, to: 'account' },
    {
      what: 'signatures',
      done: (account.signatureSecretKnown && !account.signatureRefusal) ?? undefined,
      wrong: account.signatureRefusal !== null,
      said: signatures,
      to: 'account',
    },
    {
      what: 'number',
      done: numbers.length > 0,
      said: numbers.map(({ msisdn }) => formatPhone(msisdn)).join(', '),
      to: 'numbers',
    },
    {
      what: 'users',
      done: users.length > 0,
      said: users
        .slice(0, 5)
        .map(({ name }) => name)
        .join(', '),
      to: 'users',
    },
    { what: 'preset', done: true, said: t(`presets.kind.${application.fromOutside}`), to: 'settings' },
    { what: 'call', done: called, said: t(called ? 'home.check.called' : 'home.check.notCalled'), to: 'calls' },
  ];
  const ready = items.filter(({ done }) => done).length;

  return (
    <Paper withBorder p="md" className="dw-card" component="section" aria-labelledby="checklist">
      <Title order={2} id="checklist">
        {t('home.check.title')}{' '}
        <Text component="span" size="sm" c="dimmed" className="dw-figures">
          {t('home.check.count', { ready, all: items.length })}
        </Text>
      </Title>
      <ul className="dw-checklist">
        {items.map(({ what, done, wrong, said, to }) => {
          const Icon = done ? IconCircleCheck : wrong ? IconAlertTriangle : IconCircleDashed;
          const word = t(done ? 'home.check.done' : wrong ? 'home.check.wrong' : 'home.check.open');
          return (
            <li key={what} className="dw-check" data-state={done ? 'done' : wrong ? 'wrong' : 'open'}>
              <Icon size={18} aria-label={word} />
              <span>
                {to ? (
                  <Anchor component={Link} to={inSlot(to)} size="sm">
                    {t(`home.check.item.${what}`)}
                  </Anchor>
                ) : (
                  t(`home.check.item.${what}`)
                )}
              </span>
              <span className="dw-checklist-said">{said}</span>
            </li>
          );
        })}
      </ul>
    </Paper>
  );
}
