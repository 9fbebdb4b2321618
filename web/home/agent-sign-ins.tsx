import { useQuery } from '@apollo/client/react';
import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Issued, IssuedLink } from '../accounts/people/issued-link';
import { type Member, MembersDocument, useResetPassword } from '../accounts/people/people';
import { useSlotPath } from '../lib/slot';
import { useTell } from '../ui/messages/problem-alert';
import { CopyValue } from '../ui/values/copy-value';
import { Fact, Facts } from '../ui/values/facts';
import type { NewSignIn } from './first-run/users-step';

/** More are on the page of members. */
const SHOWN = 5;

interface AgentSignInsProps {
  applicationId: string;
  /** Created in this visit: their passwords are shown once. */
  signIns: NewSignIn[];
}

/** How agents sign in for the first time: the passwords of this visit, and a new link for who has none any longer. */
export function AgentSignIns({ applicationId, signIns }: AgentSignInsProps) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { data } = useQuery(MembersDocument, { fetchPolicy: 'cache-and-network' });
  const waiting = (data?.members ?? []).filter((member) => {
    const shown = signIns.some(({ name }) => name === member.name);
    return member.role === 'AGENT' && member.applicationId === applicationId && !member.signedInAt && !shown;
  });
  if (signIns.length === 0 && waiting.length === 0) return null;
  return (
    <Paper withBorder p="md" className="dw-card" component="section" aria-labelledby="agent-sign-ins">
      <Group gap="xs" mb="xs">
        <IconKey size={18} aria-hidden />
        <Title order={2} id="agent-sign-ins">
          {t('home.signIns')}
        </Title>
      </Group>
      <Stack gap="sm">
        {signIns.length > 0 && (
          <>
            <Text size="sm" c="dimmed">
              {t('home.signInsHint')}
            </Text>
            <Facts>
              {signIns.map(({ userName, name, password }) => (
                <Fact key={name} label={t('home.signsInAs', { userName, name })}>
                  <CopyValue value={password} label={t('accounts.password')} />
                </Fact>
              ))}
            </Facts>
          </>
        )}
        {waiting.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('home.signInsNewHint')}
          </Text>
        )}
        {waiting.slice(0, SHOWN).map((member) => (
          <NewLink key={member.id} member={member} />
        ))}
        {waiting.length > SHOWN && (
          <Anchor component={Link} to={inSlot('people')} size="sm">
            {t('home.signInsMore')}
          </Anchor>
        )}
      </Stack>
    </Paper>
  );
}

/** A button for a single-use link with which an agent sets a password. */
function NewLink({ member: { id, displayName: name } }: { member: Member }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [reset, { loading }] = useResetPassword();
  const [issued, setIssued] = useState<Issued>();
  const make = () =>
    reset({ variables: { memberId: id } }).then(({ data }) => setIssued(data?.resetPassword), tell.problem);
  if (issued) return <IssuedLink {...issued} person={name} onClose={() => setIssued(undefined)} />;
  return (
    <Group gap="sm">
      <Text size="sm">{t('home.signInsNew', { name })}</Text>
      <Button
        size="compact-sm"
        variant="default"
        loading={loading}
        aria-label={t('home.signInsLinkFor', { name })}
        onClick={make}
      >
        {t('home.signInsLink')}
      </Button>
    </Group>
  );
}
