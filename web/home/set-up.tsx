import { useQuery } from '@apollo/client/react';
import { Anchor, Paper, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
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
import { SetUpCheck } from './set-up-check';

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

interface SetUpProps {
  application: Application;
  users: { name: string }[];
  numbers: { msisdn: string }[];
  /** No call has ever come in: until then it is open. */
  isFresh: boolean;
}

interface Item {
  what: string;
  /** Undefined while unknown. */
  done: boolean | undefined;
  /** Something is wrong, rather than not done yet. */
  wrong?: boolean;
  said: ReactNode;
  /** Where to do it; a path inside the slot. */
  to: string;
}

/** The setup: each line shows its status and links to the place to change it. It folds away once all is done. */
export function SetUp({ application, users, numbers, isFresh }: SetUpProps) {
  const { t } = useTranslation();
  const { account, role } = useViewer();
  const [chosen, setChosen] = useState<boolean>();
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
  const isWrong = items.some(({ wrong }) => wrong);
  const isOpen = chosen ?? (isFresh || isWrong);

  return (
    <Paper withBorder className="dw-card dw-fold" component="section" aria-labelledby="set-up">
      <Title order={2} id="set-up">
        <button
          type="button"
          className="dw-fold-button"
          aria-expanded={isOpen}
          aria-controls="set-up-lines"
          onClick={() => setChosen(!isOpen)}
        >
          <IconChevronRight size={18} aria-hidden className="dw-fold-mark" />
          {t('home.check.title')}{' '}
          <Text component="span" size="sm" c="dimmed" className="dw-figures">
            {t('home.check.count', { ready, all: items.length })}
          </Text>
        </button>
      </Title>
      <div id="set-up-lines" hidden={!isOpen}>
        <ul className="dw-checklist">
          {items.map((item) => (
            <Line key={item.what} {...item} />
          ))}
        </ul>
        {role === 'ADMIN' && <SetUpCheck />}
      </div>
    </Paper>
  );
}

function Line({ what, done, wrong, said, to }: Item) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const Icon = done ? IconCircleCheck : wrong ? IconAlertTriangle : IconCircleDashed;
  const word = t(done ? 'home.check.done' : wrong ? 'home.check.wrong' : 'home.check.open');
  return (
    <li className="dw-check" data-state={done ? 'done' : wrong ? 'wrong' : 'open'}>
      <Icon size={18} aria-label={word} />
      <Anchor component={Link} to={inSlot(to)} size="sm">
        {t(`home.check.item.${what}`)}
      </Anchor>
      <span className="dw-checklist-said">{said}</span>
    </li>
  );
}
