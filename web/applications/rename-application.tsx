import { useMutation } from '@apollo/client/react';
import { Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import { Dialog } from '../ui/dialogs/dialog';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';
import type { Application } from './current-application';

const RenameApplicationDocument = graphql(`
  mutation RenameApplication($id: ID!, $name: String!) {
    updateApplication(id: $id, input: { name: $name }) {
      id
      name
    }
  }
`);

/** Gives an application another name, here and at Vonage. */
export function RenameApplication({ application }: { application: Application }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState(application.name);
  const [rename, { loading, error }] = useMutation(RenameApplicationDocument);

  function submit(event: FormEvent): void {
    event.preventDefault();
    rename({ variables: { id: application.id, name: name.trim() } }).then(
      () => {
        setOpened(false);
        tell.done(t('applications.renamed', { name: name.trim() }));
      },
      () => {},
    );
  }

  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('applications.rename')}
      </Button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t('applications.rename')}>
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={t('applications.name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <ProblemAlert error={error} />
            <Button type="submit" loading={loading} disabled={!name.trim()}>
              {t('applications.rename')}
            </Button>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
