import { useMutation } from '@apollo/client/react';
import { Button, FileInput, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import type { PushPlatform } from '../generated/graphql';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';

const StorePushCredentialDocument = graphql(`
  mutation StorePushCredential($applicationId: ID!, $input: PushCredentialInput!) {
    storePushCredential(applicationId: $applicationId, input: $input)
  }
`);

const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Push credentials for mobile apps: sent to Vonage, not stored here. */
export function PushCredentials({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={2}>{t('tokens.push')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('tokens.pushHint')}
      </Text>
      <div className="dw-push">
        <Credential applicationId={applicationId} platform="IOS" accept=".p12,application/x-pkcs12" />
        <Credential applicationId={applicationId} platform="ANDROID" accept=".json,application/json" />
      </div>
    </section>
  );
}

interface CredentialProps {
  applicationId: string;
  platform: PushPlatform;
  accept: string;
}

function Credential({ applicationId, platform, accept }: CredentialProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [file, setFile] = useState<File | null>(null);
  const [projectId, setProjectId] = useState('');
  const [store, { loading, error }] = useMutation(StorePushCredentialDocument);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!file) return;
    const token = platform === 'IOS' ? hexOf(await file.arrayBuffer()) : await file.text();
    const input = { platform, token, projectId: projectId.trim() || null };
    await store({ variables: { applicationId, input } }).then(
      () => {
        setFile(null);
        tell.done(t(`tokens.pushStored.${platform}`));
      },
      () => {},
    );
  }

  return (
    <Paper withBorder p="md" className="dw-card" component="form" onSubmit={submit}>
      <Stack gap="sm" align="stretch">
        <FileInput
          label={t(`tokens.pushFile.${platform}`)}
          description={t(`tokens.pushFileHint.${platform}`)}
          placeholder={t('tokens.chooseFile')}
          accept={accept}
          value={file}
          onChange={setFile}
          clearable
          clearButtonProps={{ 'aria-label': t('common.close') }}
          leftSection={<IconUpload size={16} aria-hidden />}
        />
        {platform === 'ANDROID' && (
          <TextInput
            label={t('tokens.projectId')}
            description={t('tokens.projectIdHint')}
            value={projectId}
            onChange={(event) => setProjectId(event.currentTarget.value)}
            spellCheck={false}
          />
        )}
        <ProblemAlert error={error} />
        <Button type="submit" variant="default" disabled={!file} loading={loading}>
          {t('tokens.pushStore')}
        </Button>
      </Stack>
    </Paper>
  );
}
