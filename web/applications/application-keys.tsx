import { useLazyQuery, useMutation } from '@apollo/client/react';
import { Button, Group, Text } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import { Confirm } from '../ui/dialogs/confirm';
import { useTell } from '../ui/messages/problem-alert';

const PublicKeyDocument = graphql(`
  query PublicKey($id: ID!) {
    application(id: $id) {
      id
      publicKey
    }
  }
`);

const PrivateKeyDocument = graphql(`
  query PrivateKey($id: ID!) {
    application(id: $id) {
      id
      privateKey
    }
  }
`);

const RotateKeyPairDocument = graphql(`
  mutation RotateKeyPair($applicationId: ID!) {
    rotateKeyPair(applicationId: $applicationId) {
      id
    }
  }
`);

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/x-pem-file' }));
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

/** The key pair. The private key is fetched only when an admin requests it, and not stored in the page. */
export function ApplicationKeys({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [asking, setAsking] = useState<'private' | 'rotate' | null>(null);
  const [readPublic] = useLazyQuery(PublicKeyDocument, { fetchPolicy: 'no-cache' });
  const [readPrivate] = useLazyQuery(PrivateKeyDocument, { fetchPolicy: 'no-cache' });
  const [rotate] = useMutation(RotateKeyPairDocument, { variables: { applicationId } });

  async function savePublic(): Promise<void> {
    const { data, error } = await readPublic({ variables: { id: applicationId } });
    if (error) tell.problem(error);
    if (data) save('public.key', data.application.publicKey);
  }

  async function savePrivate(): Promise<void> {
    const { data, error } = await readPrivate({ variables: { id: applicationId } });
    if (error) throw error;
    if (data) save('private.key', data.application.privateKey);
  }

  const download = <IconDownload size={16} aria-hidden />;
  return (
    <>
      <Group gap="sm">
        <Button variant="default" size="compact-sm" leftSection={download} onClick={savePublic}>
          {t('applications.publicKey')}
        </Button>
        <Button variant="default" size="compact-sm" leftSection={download} onClick={() => setAsking('private')}>
          {t('applications.privateKey')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => setAsking('rotate')}
        >
          {t('applications.rotateKeys')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('applications.keysHint')}
        </Text>
      </Group>
      <Confirm
        opened={asking === 'private'}
        onClose={() => setAsking(null)}
        title={t('applications.privateKey')}
        action={t('applications.downloadPrivate')}
        onConfirm={savePrivate}
      >
        {t('applications.privateHint')}
      </Confirm>
      <Confirm
        opened={asking === 'rotate'}
        onClose={() => setAsking(null)}
        title={t('applications.rotateKeys')}
        action={t('applications.rotateKeys')}
        onConfirm={() => rotate().then(() => tell.done(t('applications.keysRotated')))}
      >
        {t('applications.rotateKeysHint')}
      </Confirm>
    </>
  );
}
