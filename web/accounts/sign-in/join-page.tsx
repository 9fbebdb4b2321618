import { useQuery } from '@apollo/client/react';
import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation, useNavigate } from 'react-router';
import { graphql } from '../../generated/gql';
import type { InvitationQuery } from '../../generated/graphql';
import { anotherSlot, useSlot, useSlotPath } from '../../lib/slot';
import { Top } from '../../ui/frame/frame';
import { useDocumentTitle } from '../../ui/frame/page';
import { LoadingRows } from '../../ui/lists/loading';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { ViewerDocument } from '../viewer-query';
import { useAcceptInvitation } from './sign-in';
import { TwoSteps } from './two-steps';
import { useNewPassword } from './use-new-password';
import { useKeepWay } from './way';

const InvitationDocument = graphql(`
  query Invitation($token: String!) {
    signInOptions {
      invitation(token: $token) {
        purpose
        name
        displayName
      }
    }
  }
`);

/**
 * The page of a single-use link: the person sets a password and is signed in. The token comes after the #, which no
 * server sees.
 */
export function JoinPage() {
  const { t } = useTranslation();
  const { hash } = useLocation();
  const slot = useSlot();
  const inSlot = useSlotPath();
  const navigate = useNavigate();
  const keepWay = useKeepWay();
  const token = hash.slice(1);
  const [joining, setJoining] = useState(false);
  const { data: who, error: unknown } = useQuery(ViewerDocument);
  const taken = Boolean(who?.viewer) && !joining;
  // Not cached, because the token would be part of the cache key.
  const { data, error = unknown } = useQuery(InvitationDocument, {
    variables: { token },
    skip: !who || taken,
    fetchPolicy: 'no-cache',
  });
  useDocumentTitle(t('people.joinTitle'));

  // Someone else is signed in in this slot and stays so.
  if (taken) return <Navigate replace to={`/u/${anotherSlot(slot)}/join${hash}`} />;
  const invitation = data?.signInOptions.invitation;
  return (
    <>
      <Top home={inSlot('')} />
      <main className="dw-sign-in">
        <div>
          <Title order={1}>{t('people.joinTitle')}</Title>
          {invitation && (
            <Text c="dimmed" mt={4}>
              {t(`people.join${invitation.purpose}`, { name: invitation.displayName })}
            </Text>
          )}
        </div>
        <Paper withBorder p="lg" className="dw-card">
          {!data && !error && <LoadingRows rows={3} />}
          {error && (
            <Stack>
              <ProblemAlert error={error} />
              <Button component={Link} to={inSlot('sign-in')} variant="default">
                {t('accounts.signIn')}
              </Button>
            </Stack>
          )}
          {invitation && (
            <JoinForm
              token={token}
              name={invitation.name}
              onJoining={setJoining}
              onJoined={() => {
                keepWay('member');
                navigate(inSlot(''), { replace: true });
              }}
            />
          )}
        </Paper>
      </main>
    </>
  );
}

interface JoinFormProps extends Pick<InvitationQuery['signInOptions']['invitation'], 'name'> {
  token: string;
  onJoining: (joining: boolean) => void;
  onJoined: () => void;
}

function JoinForm({ token, name, onJoining, onJoined }: JoinFormProps) {
  const { t } = useTranslation();
  const [accept, { loading, error, reset }] = useAcceptInvitation();
  const newPassword = useNewPassword();
  const form = useForm({ initialValues: { password: '' }, validate: { password: newPassword.validate } });
  const submit = form.onSubmit(async ({ password }) => {
    onJoining(true);
    if (await accept({ input: { token, password } })) onJoined();
    else onJoining(false);
  });
  return (
    <TwoSteps error={error} onSignedIn={onJoined} onBack={reset}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput label={t('people.name')} value={name} readOnly autoComplete="username" />
          <PasswordInput
            label={t('people.newPassword')}
            {...newPassword.props}
            {...form.getInputProps('password')}
            data-autofocus
          />
          <ProblemAlert error={error} />
          <Button type="submit" loading={loading} fullWidth>
            {t('people.joinAction')}
          </Button>
        </Stack>
      </form>
    </TwoSteps>
  );
}
