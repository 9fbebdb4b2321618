import { useQuery } from '@apollo/client/react';
import { Autocomplete, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import type { MemberDetailsInput, Role } from '../../generated/graphql';
import { MixedNameWarning } from '../../ui/values/mixed-name';

const UserNamesDocument = graphql(`
  query UserNames($applicationId: ID!, $search: String!) {
    users(applicationId: $applicationId, search: $search, first: 20) {
      nodes {
        id
        name
      }
    }
  }
`);

const ApplicationNamesDocument = graphql(`
  query ApplicationNames {
    applications(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

const ROLES: Role[] = ['AGENT', 'SUPERVISOR', 'ADMIN'];
/** Milliseconds without typing before the server is asked. */
const PAUSE = 200;

export interface MemberDetails {
  displayName: string;
  role: Role;
  applicationId: string | null;
  userName: string;
}

/** @returns applications that an agent may belong to; undefined while loading. */
export function useApplicationNames() {
  return useQuery(ApplicationNamesDocument).data?.applications.nodes;
}

/** @returns the form's rules, the same as the server's. */
export function useMemberRules() {
  const { t } = useTranslation();
  const ofAgents = (missing: string) => (value: string | null, all: MemberDetails) =>
    all.role === 'AGENT' && !value?.trim() ? missing : null;
  return {
    displayName: (value: string) => (value.trim() ? null : t('people.displayNameMissing')),
    applicationId: ofAgents(t('people.applicationMissing')),
    userName: ofAgents(t('people.userMissing')),
  };
}

/** @returns the fields in the server's format. */
export function toInput({ displayName, role, applicationId, userName }: MemberDetails): MemberDetailsInput {
  const agent = role === 'AGENT';
  return {
    displayName: displayName.trim(),
    role,
    applicationId: agent ? applicationId : null,
    userName: agent ? userName.trim() : null,
  };
}

interface MemberFieldsProps<Values extends MemberDetails> {
  form: UseFormReturnType<Values>;
  /** Why the role cannot be changed. */
  roleFixed?: string;
}

/** Settings of a person: display name, role and, for an agent, the Vonage user. */
export function MemberFields<Values extends MemberDetails>({ form, roleFixed }: MemberFieldsProps<Values>) {
  const { t } = useTranslation();
  const { role, applicationId, userName } = form.getValues();
  return (
    <>
      <TextInput label={t('people.displayName')} {...form.getInputProps('displayName')} />
      <MixedNameWarning name={form.getValues().displayName} />
      <Select
        label={t('people.role')}
        description={roleFixed ?? t(`people.roleHint.${role}`)}
        disabled={roleFixed !== undefined}
        data={ROLES.map((value) => ({ value, label: t(`accounts.role.${value}`) }))}
        allowDeselect={false}
        {...form.getInputProps('role')}
      />
      {role === 'AGENT' && <AgentFields form={form} applicationId={applicationId} userName={userName} />}
    </>
  );
}

interface AgentFieldsProps<Values extends MemberDetails> extends Pick<MemberDetails, 'applicationId' | 'userName'> {
  form: UseFormReturnType<Values>;
}

function AgentFields<Values extends MemberDetails>({ form, applicationId, userName }: AgentFieldsProps<Values>) {
  const { t } = useTranslation();
  const applications = useApplicationNames() ?? [];
  const [search] = useDebouncedValue(userName.trim(), PAUSE);
  const { data, previousData } = useQuery(UserNamesDocument, {
    variables: { applicationId: applicationId ?? '', search },
    skip: !applicationId,
  });
  const names = (data ?? previousData)?.users.nodes.map(({ name }) => name) ?? [];
  return (
    <>
      <Select
        label={t('people.application')}
        data={applications.map(({ id, name }) => ({ value: id, label: name }))}
        allowDeselect={false}
        {...form.getInputProps('applicationId')}
      />
      <Autocomplete
        label={t('people.user')}
        description={t('people.userHint')}
        data={names}
        {...form.getInputProps('userName')}
      />
    </>
  );
}
