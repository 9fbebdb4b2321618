import { useMutation } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import { awaited, TasksDocument } from '../tasks/tasks';
import { TypedConfirm } from '../ui/dialogs/typed-confirm';
import { type Application, ApplicationsDocument } from './current-application';
import { NOTHING_AT_VONAGE, WhatGoes } from './what-goes';

const DeleteApplicationDocument = graphql(`
  mutation DeleteApplication($id: ID!, $input: DeleteApplicationInput!) {
    deleteApplication(id: $id, input: $input) {
      id
    }
  }
`);

interface DeleteApplicationProps {
  application: Application;
  opened: boolean;
  onClose: () => void;
  onDeleted: () => void;
}

/** Deletes an application with its calls and events, after its name has been typed. */
export function DeleteApplication({ application, opened, onClose, onDeleted }: DeleteApplicationProps) {
  const { t } = useTranslation();
  const [atVonage, setAtVonage] = useState(NOTHING_AT_VONAGE);
  const [remove] = useMutation(DeleteApplicationDocument, {
    refetchQueries: [ApplicationsDocument, TasksDocument],
    awaitRefetchQueries: true,
    // Before the list is read again: the task may have ended by then.
    update(_, { data }) {
      if (data) awaited.add(data.deleteApplication.id);
    },
  });
  const { id, name } = application;

  async function confirm(): Promise<void> {
    await remove({ variables: { id, input: atVonage } });
    onDeleted();
  }

  return (
    <TypedConfirm
      opened={opened}
      onClose={onClose}
      title={t('applications.delete')}
      word={name}
      action={t('applications.delete')}
      onConfirm={confirm}
    >
      <Text size="sm">{t('applications.deleteHint', { name })}</Text>
      <WhatGoes value={atVonage} onChange={setAtVonage} />
    </TypedConfirm>
  );
}
