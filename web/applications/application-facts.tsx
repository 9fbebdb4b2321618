import { useQuery } from '@apollo/client/react';
import { Badge, Group, Paper, Stack, Title } from '@mantine/core';
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../accounts/viewer';
import { graphql } from '../generated/gql';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { CopyValue } from '../ui/values/copy-value';
import { Fact, Facts } from '../ui/values/facts';
import { ApplicationKeys } from './application-keys';
import { ChangeRegion } from './change-region';
import { Reachable } from './reachable';
import { regionName } from './regions';
import { WebhookRotation } from './webhook-rotation';

const ApplicationFactsDocument = graphql(`
  query ApplicationFacts($id: ID!) {
    application(id: $id) {
      id
      vonageId
      region
      answerUrl
      fallbackUrl
      eventUrl
      dtmfUrl
      webhooksTold
      previousWebhooksWork
      signedCallbacks
    }
  }
`);

/** The application at Vonage: its id, its webhooks and whether they arrive, its key pair. */
export function ApplicationFacts({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const { role } = useViewer();
  const { data, error, refetch } = useQuery(ApplicationFactsDocument, { variables: { id: applicationId } });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  const { application } = data;
  const webhooks = [
    [t('applications.answerUrl'), application.answerUrl],
    [t('applications.fallbackUrl'), application.fallbackUrl],
    [t('applications.eventUrl'), application.eventUrl],
    [t('applications.dtmfUrl'), application.dtmfUrl],
  ] as const;
  const Shield = application.signedCallbacks ? IconShieldCheck : IconShieldOff;

  return (
    <Paper withBorder p="md" className="dw-card">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2}>{t('applications.atVonage')}</Title>
          <Badge
            color={application.signedCallbacks ? 'green' : 'gray'}
            variant="light"
            className="dw-badge"
            leftSection={<Shield size={12} aria-hidden />}
          >
            {t(application.signedCallbacks ? 'applications.signed' : 'applications.unsigned')}
          </Badge>
        </Group>
        <Facts>
          <Fact label={t('applications.vonageId')}>
            <CopyValue value={application.vonageId} label={t('applications.vonageId')} />
          </Fact>
          <Fact label={t('applications.region')}>
            <Group gap="sm">
              <span>{application.region ? regionName(application.region, t) : t('applications.noRegion')}</span>
              {role === 'ADMIN' && <ChangeRegion applicationId={application.id} region={application.region} />}
            </Group>
          </Fact>
          {webhooks.map(
            ([label, url]) =>
              url !== null && (
                <Fact key={label} label={label}>
                  <CopyValue value={url} label={label} />
                </Fact>
              ),
          )}
          <Fact label={t('applications.arrive')}>
            <Reachable />
          </Fact>
        </Facts>
        {role === 'ADMIN' && (
          <>
            <WebhookRotation
              applicationId={applicationId}
              told={application.webhooksTold !== false}
              previousWork={application.previousWebhooksWork === true}
            />
            <ApplicationKeys applicationId={applicationId} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
