import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainTextField } from '../../ui/fields/plain-text-field';
import { LoadingRows } from '../../ui/lists/loading';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { type Issued, IssuedLink } from './issued-link';
import { type MemberDetails, MemberFields, toInput, useApplicationNames, useMemberRules } from './member-fields';
import { useInviteMember } from './people';

interface InviteValues extends MemberDetails {
  name: string;
}

/** Adds a person, and shows the link with which they set a password. */
export function InviteForm({ onDone }: { onDone: () => void }) {
  const applications = useApplicationNames();
  if (!applications) return <LoadingRows />;
  return <Form applicationId={applications[0]?.id ?? null} onDone={onDone} />;
}

function Form({ applicationId, onDone }: { applicationId: string | null; onDone: () => void }) {
  const { t } = useTranslation();
  const rules = useMemberRules();
  const [invite, { loading, error }] = useInviteMember();
  const [issued, setIssued] = useState<Issued>();
  const form = useForm<InviteValues>({
    initialValues: { name: '', displayName: '', role: 'AGENT', applicationId, userName: '' },
    validate: { ...rules, name: (value) => (value.trim() ? null : t('people.nameMissing')) },
  });

  const submit = form.onSubmit(async (values) => {
    const input = { ...toInput(values), name: values.name.trim() };
    const made = await invite({ variables: { input } }).catch(() => null);
    if (made?.data) setIssued(made.data.inviteMember);
  });

  if (issued) return <IssuedLink {...issued} person={form.getValues().displayName.trim()} onClose={onDone} />;
  return (
    <form onSubmit={submit}>
      <Stack>
        <PlainTextField
          label={t('people.name')}
          description={t('people.nameHint')}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <MemberFields form={form} />
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading}>
          {t('people.makeLink')}
        </Button>
      </Stack>
    </form>
  );
}
