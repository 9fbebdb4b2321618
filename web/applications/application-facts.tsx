import { useQuery } from '@apollo/client/react';
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconDownload, IconShieldCheck, IconShieldOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import { CopyValue } from '../ui/copy-value';
import { Fact, Facts } from '../ui/facts';
import { LoadingRows } from '../ui/loading';
import { ProblemAlert } from '../ui/problem-alert';

const ApplicationFactsDocument = graphql(`
  query ApplicationFacts($id: ID!) {
    application(id: $id) {
      id
      vonageId
      publicKey
      privateKey
      answerUrl
      fallbackUrl
      eventUrl
      dtmfUrl
      signedCallbacks
    }
  }
`);

/** The application at Vonage: its id, its webhooks, its key pair. */
export function ApplicationFacts({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(ApplicationFactsDocument, { variables: { id: applicationId } });
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <LoadingRows />;
  const { application } = data;
  const webhooks = [
    [t('applications.answerUrl'), application.answerUrl],
    [t('applications.fallbackUrl'), application.fallbackUrl],
    [t('applications.eventUrl'), application.eventUrl],
    [t('applications.dtmfUrl'), application.dtmfUrl],
  ] as const;

  return (
    <Paper withBorder p="md" className="dw-card">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2}>{t('applications.atVonage')}</Title>
          {application.signedCallbacks ? (
            <Badge
              color="green"
              variant="light"
              className="dw-badge"
              leftSection={<IconShieldCheck size={12} aria-hidden />}
            >
              {t('applications.signed')}
            </Badge>
          ) : (
            <Badge
              color="gray"
              variant="light"
              className="dw-badge"
              leftSection={<IconShieldOff size={12} aria-hidden />}
            >
              {t('applications.unsigned')}
            </Badge>
          )}
        </Group>
        <Facts>
          <Fact label={t('applications.vonageId')}>
            <CopyValue value={application.vonageId} label={t('applications.vonageId')} />
          </Fact>
          {webhooks.map(([label, url]) => (
            <Fact key={label} label={label}>
              <CopyValue value={url} label={label} />
            </Fact>
          ))}
        </Facts>
        <Group gap="sm">
          <DownloadKey name="private.key" text={application.privateKey} label={t('applications.privateKey')} />
          <DownloadKey name="public.key" text={application.publicKey} label={t('applications.publicKey')} />
          <Text size="sm" c="dimmed">
            {t('applications.keysHint')}
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}

function DownloadKey({ name, text, label }: { name: string; text: string; label: string }) {
  return (
    <Button
      component="a"
      variant="default"
      size="compact-sm"
      leftSection={<IconDownload size={16} aria-hidden />}
      download={name}
      href={`data:application/x-pem-file;charset=utf-8,${encodeURIComponent(text)}`}
    >
      {label}
    </Button>
  );
}
