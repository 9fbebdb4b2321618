import { useQuery } from '@apollo/client/react';
import {
  ActionIcon,
  Alert,
  Anchor,
  Button,
  Checkbox,
  Modal,
  Stack,
  Table,
  Text,
  TextInput,
  Tooltip,
  VisuallyHidden,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconHeadset, IconKey, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentApplication } from '../applications/current-application';
import { RequireApplication } from '../applications/require-application';
import { useSlotPath } from '../lib/slot';
import { CopyValue } from '../ui/copy-value';
import { Empty } from '../ui/empty';
import { LoadingRows } from '../ui/loading';
import { Page } from '../ui/page';
import { ProblemAlert, useTell } from '../ui/problem-alert';
import { UsersDocument, useCreateMember, useCreateUser, useDeleteUser } from './users';

/** The application's users: who can be rung, and who can place calls. */
export function UsersPage() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const { application } = useCurrentApplication();
  return (
    <Page
      title={t('users.title')}
      purpose={t('users.purpose')}
      action={
        application && (
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
            {t('users.new')}
          </Button>
        )
      }
    >
      <RequireApplication>
        {({ id }) => (
          <>
            <Users applicationId={id} />
            <Modal opened={adding} onClose={() => setAdding(false)} title={t('users.new')}>
              <NewUserForm applicationId={id} onDone={() => setAdding(false)} />
            </Modal>
          </>
        )}
      </RequireApplication>
    </Page>
  );
}

function Users({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const tell = useTell();
  const inSlot = useSlotPath();
  const { data, error, refetch } = useQuery(UsersDocument, { variables: { applicationId } });
  const [deleteUser] = useDeleteUser();
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  if (data.users.nodes.length === 0) {
    return (
      <Empty icon={<IconUserPlus size={28} />} title={t('users.noneTitle')}>
        {t('users.noneHint')}
      </Empty>
    );
  }
  return (
    <Table className="dw-table" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('users.name')}</Table.Th>
          <Table.Th>{t('users.displayName')}</Table.Th>
          <Table.Th>{t('console.title')}</Table.Th>
          <Table.Th>
            <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.users.nodes.map(({ id, name, displayName }) => (
          <Table.Tr key={id}>
            <Table.Td className="dw-strong">{name}</Table.Td>
            <Table.Td data-label={t('users.displayName')}>{displayName ?? '–'}</Table.Td>
            <Table.Td data-label={t('console.title')}>
              <Anchor
                size="sm"
                href={`${inSlot('console')}?user=${encodeURIComponent(name)}`}
                target="_blank"
                className="dw-with-icon"
              >
                <IconHeadset size={16} aria-hidden /> {t('console.logInAs', { name })}
              </Anchor>
            </Table.Td>
            <Table.Td ta="right">
              <Tooltip label={t('users.delete', { name })}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('users.delete', { name })}
                  onClick={() =>
                    deleteUser({ variables: { id } }).then(() => tell.done(t('users.deleted', { name })), tell.problem)
                  }
                >
                  <IconTrash size={18} />
                </ActionIcon>
              </Tooltip>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function NewUserForm({ applicationId, onDone }: { applicationId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [createUser] = useCreateUser();
  const [createMember] = useCreateMember();
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const [signIn, setSignIn] = useState<{ name: string; password: string }>();
  const form = useForm({
    initialValues: { name: '', displayName: '', signIn: true },
    validate: { name: (value) => (value.trim() ? null : t('users.nameMissing')) },
  });

  async function add(values: typeof form.values): Promise<void> {
    const name = values.name.trim();
    const displayName = values.displayName.trim() || null;
    await createUser({ variables: { applicationId, input: { name, displayName } } });
    tell.done(t('users.created', { name }));
    if (!values.signIn) return onDone();
    const { data } = await createMember({
      variables: {
        input: {
          name: name.toLowerCase(),
          displayName: displayName ?? name,
          role: 'AGENT',
          applicationId,
          userName: name,
        },
      },
    });
    if (data) setSignIn({ name: data.createMember.member.name, password: data.createMember.password });
  }

  const submit = form.onSubmit(async (values) => {
    setSaving(true);
    setError(undefined);
    await add(values).catch(setError);
    setSaving(false);
  });

  if (signIn) {
    return (
      <Stack>
        <Alert color="green" icon={<IconKey aria-hidden />} title={t('users.signInReady', { name: signIn.name })}>
          <CopyValue value={signIn.password} label={t('accounts.password')} />
          <Text size="sm" mt="xs">
            {t('home.signInsHint')}
          </Text>
        </Alert>
        <Button onClick={onDone}>{t('common.close')}</Button>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('users.name')}
          description={t('users.nameHint')}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <TextInput label={t('users.displayName')} {...form.getInputProps('displayName')} />
        <Checkbox label={t('users.withSignIn')} {...form.getInputProps('signIn', { type: 'checkbox' })} />
        <ProblemAlert error={error} />
        <Button type="submit" loading={saving}>
          {t('users.create')}
        </Button>
      </Stack>
    </form>
  );
}
