import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import { useViewer } from '../viewer';
import { type MemberDetails, MemberFields, toInput, useMemberRules } from './member-fields';
import { type Member, useUpdateMember } from './people';

/** Changes a person's name and role. */
export function EditMember({ member, onDone }: { member: Member; onDone: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const viewer = useViewer();
  const [update, { loading, error }] = useUpdateMember();
  const { id, displayName, role, applicationId, userName, owner } = member;
  const form = useForm<MemberDetails>({
    initialValues: {
      displayName,
      role,
      applicationId,
      userName: userName ?? '',
    },
    validate: useMemberRules(),
  });
  const submit = form.onSubmit(async (values) => {
    const changed = await update({ variables: { id, input: toInput(values) } }).catch(() => null);
    if (!changed) return;
    tell.done(t('people.changed', { name: values.displayName.trim() }));
    onDone();
  });
  const ownRole = id === viewer.id ? t('people.roleOwn') : undefined;
  return (
    <form onSubmit={submit}>
      <Stack>
        <MemberFields form={form} roleFixed={owner ? t('people.roleOwner') : ownRole} />
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading}>
          {t('people.save')}
        </Button>
      </Stack>
    </form>
  );
}
