import { useQuery } from '@apollo/client/react';
import { Box, Button, CopyButton, Group, Paper, Tabs, Title } from '@mantine/core';
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
import { ProblemAlert } from '../ui/problem-alert';
import { KeyOptions } from './key-options';
import { RotateKey } from './rotate-key';
import { snippets } from './snippets';

const MobileKeyDocument = graphql(`
  query MobileKey($id: ID!) {
    application(id: $id) {
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
  const { account } = useViewer();
  const { data, error, refetch } = useQuery(MobileKeyDocument, { variables: { id: applicationId } });
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  const { mobileApiKey } = data.application;
  const dots = '•'.repeat(24);
  const url = `${account.publicUrl}/api/jwt`;
  const examples = snippets(url, shown ? mobileApiKey : 'YOUR_MOBILE_API_KEY');

  return (
    <>
      <Paper withBorder p="md" className="dw-card">
        <Facts>
          <Fact label={t('tokens.url')}>
            <CopyValue value={url} label={t('tokens.url')} />
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
        <KeyOptions applicationId={applicationId} />
      </Paper>
      <section>
        <Title order={2} mb="xs">
          {t('tokens.snippets')}
        </Title>
        <Tabs defaultValue="curl" keepMounted={false}>
          <Tabs.List mb="sm">
            {examples.map(({ name }) => (
              <Tabs.Tab key={name} value={name}>
                {name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {examples.map(({ name, code }) => (
            <Tabs.Panel key={name} value={name} className="dw-snippet">
              <Box component="pre" className="dw-json" tabIndex={0} role="region" aria-label={name}>
                {code}
              </Box>
              <CopyButton value={code}>
                {({ copied, copy }) => (
                  <Button variant="default" size="compact-sm" onClick={copy} className="dw-snippet-copy">
                    {copied ? t('common.copied') : t('common.copy')}
                  </Button>
                )}
              </CopyButton>
            </Tabs.Panel>
          ))}
        </Tabs>
      </section>
      <section>
        <Title order={2} mb="xs">
          {t('tokens.reply')}
        </Title>
        <Json
          label={t('tokens.reply')}
          value={{ user_id: 'USR-…', user_name: 'Jane', jwt: 'eyJ…', expires_at: '2026-11-23T12:00:00.000Z' }}
        />
      </section>
      <RotateKey applicationId={applicationId} opened={asking} onClose={() => setAsking(false)} />
    </>
  );
}
