import { useLazyQuery, useQuery } from '@apollo/client/react';
import { Box, Button, CopyButton, Paper, Stack, Tabs, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../accounts/viewer';
import { RequireApplication } from '../applications/require-application';
import { graphql } from '../generated/gql';
import { Page } from '../ui/frame/page';
import { useTell } from '../ui/messages/problem-alert';
import { CopyValue } from '../ui/values/copy-value';
import { Fact, Facts } from '../ui/values/facts';
import { KeyOptions } from './key-options';
import { MobileKey } from './mobile-key';
import { PushCredentials } from './push-credentials';
import { snippets } from './snippets';
import { TryIt } from './try-it';

const MobileKeyDocument = graphql(`
  query MobileKey($id: ID!) {
    application(id: $id) {
      id
      mobileApiKey
    }
  }
`);

const ClientAddressesDocument = graphql(`
  query ClientAddresses($id: ID!) {
    application(id: $id) {
      id
      client {
        ...ClientAddressesFields
      }
    }
  }
`);

/** Shown in the snippets while the key is hidden. */
const HIDDEN = 'YOUR_MOBILE_API_KEY';

/** The guide's SDK Integration: where an app gets an agent's token. */
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
  const { account, role } = useViewer();
  const [read, { data }] = useLazyQuery(MobileKeyDocument);
  const [shown, setShown] = useState(false);
  const [user, setUser] = useState('Jane');
  const key = shown ? (data?.application.mobileApiKey ?? null) : null;
  const url = `${account.publicUrl}/api/jwt`;
  const addresses = useQuery(ClientAddressesDocument, { variables: { id: applicationId } });
  const client = addresses.data?.application.client ?? null;
  const examples = snippets({ url, key: key ?? HIDDEN, user, client });

  async function readKey(): Promise<string | undefined> {
    const { data: answer, error } = await read({ variables: { id: applicationId } });
    if (error) tell.problem(error);
    return answer?.application.mobileApiKey;
  }

  async function show(wanted: boolean): Promise<void> {
    if (!wanted || (await readKey())) setShown(wanted);
  }

  return (
    <>
      <Paper withBorder p="md" className="dw-card">
        <Facts>
          <Fact label={t('tokens.url')}>
            <CopyValue value={url} label={t('tokens.url')} />
          </Fact>
          <Fact label={t('tokens.key')}>
            <Stack gap="xs">
              <MobileKey applicationId={applicationId} value={key} onShow={show} />
            </Stack>
          </Fact>
        </Facts>
        <KeyOptions applicationId={applicationId} />
      </Paper>
      <section>
        <Title order={2}>{t('tokens.snippets')}</Title>
        <Text size="sm" c="dimmed" mb="xs">
          {t(key ? 'tokens.snippetsReady' : 'tokens.snippetsHidden')}
        </Text>
        <Tabs defaultValue="curl" keepMounted={false} className="dw-tabs">
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
        <TryIt readKey={readKey} user={user} onUser={setUser} />
      </section>
      {role === 'ADMIN' && <PushCredentials applicationId={applicationId} />}
    </>
  );
}
