import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentApplication } from '../applications/current-application';
import { ProblemAlert } from '../ui/problem-alert';
import { type Issued, IssuedLink } from './issued-link';
import { type MemberDetails, MemberFields, toInput, useMemberRules } from './member-fields';
import { useInviteMember } from './people';

interface InviteValues extends MemberDetails {
  name: string;
}

/** Adds a person, and shows the link by which this person sets a password. */
export function InviteForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { application } = useCurrentApplication();
  const rules = useMemberRules();
  const [invite, { loading, error }] = useInviteMember();
  const [issued, setIssued] = useState<Issued>();
  const form = useForm<InviteValues>({
    initialValues: { name: '', displayName: '', role: 'AGENT', applicationId: application?.id ?? null, userName: '' },
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
        <TextInput
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
