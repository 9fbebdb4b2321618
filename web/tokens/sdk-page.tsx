import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { IconEye, IconEyeOff, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../accounts/viewer';
import { RequireApplication } from '../applications/require-application';
import { graphql } from '../generated/gql';
import { CopyValue } from '../ui/copy-value';
import { Fact, Facts } from '../ui/facts';
import { Json } from '../ui/json';
import { LoadingRows } from '../ui/loading';
import { Page } from '../ui/page';
import { ProblemAlert, useTell } from '../ui/problem-alert';

const MobileKeyDocument = graphql(`
  query MobileKey($id: ID!) {
    application(id: $id) {
      id
      mobileApiKey
    }
  }
`);

const RotateMobileApiKeyDocument = graphql(`
  mutation RotateMobileApiKey($applicationId: ID!) {
    rotateMobileApiKey(applicationId: $applicationId) {
      id
      mobileApiKey
    }
  }
`);

/** The guide's SDK Integration: where an app of one's own gets an agent's token. */
export function SdkPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('tokens.title')} purpose={t('tokens.purpose')}>
      <RequireApplication>{({ id }) => <Integration key={id} applicationId={id} />}</RequireApplication>
    </Page>
  );
}

function Integration({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const tell = useTell();
  const { account } = useViewer();
  const { data, error, refetch } = useQuery(MobileKeyDocument, { variables: { id: applicationId } });
  const [rotate, { loading }] = useMutation(RotateMobileApiKeyDocument);
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  const { mobileApiKey } = data.application;
  const dots = '•'.repeat(24);

  const rotateNow = () =>
    rotate({ variables: { applicationId } }).then(() => {
      tell.done(t('tokens.rotated'));
      setAsking(false);
    }, tell.problem);

  return (
    <>
      <Paper withBorder p="md" className="dw-card">
        <Facts>
          <Fact label={t('tokens.url')}>
            <CopyValue value={`${account.publicUrl}/api/jwt`} label={t('tokens.url')} />
          </Fact>
          <Fact label={t('tokens.key')}>
            <CopyValue value={mobileApiKey} label={t('tokens.key')} shown={shown ? mobileApiKey : dots} />
          </Fact>
        </Facts>
        <Group gap="sm" mt="md">
          <Button
            variant="default"
            size="compact-sm"
            leftSection={shown ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
            onClick={() => setShown(!shown)}
          >
            {shown ? t('tokens.hide') : t('tokens.show')}
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t('tokens.rotate')}
          </Button>
        </Group>
      </Paper>
      <section>
        <Title order={2} mb="xs">
          {t('tokens.request')}
        </Title>
        <Json label={t('tokens.request')} value={{ mobile_api_key: shown ? mobileApiKey : dots, user_name: 'Jane' }} />
        <Title order={2} mt="md" mb="xs">
          {t('tokens.reply')}
        </Title>
        <Json
          label={t('tokens.reply')}
          value={{ user_id: 'USR-…', user_name: 'Jane', jwt: 'eyJ…', expires_at: '2026-11-23T12:00:00.000Z' }}
        />
      </section>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('tokens.rotate')}>
        <Stack>
          <Text size="sm">{t('tokens.rotateHint')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button color="red" loading={loading} onClick={rotateNow}>
              {t('tokens.rotate')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
