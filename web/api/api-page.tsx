import { Anchor, Box, Paper, Tabs, Text, Title } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useViewer } from '../accounts/viewer';
import { useCurrentApplication } from '../applications/current-application';
import { useSlotPath } from '../lib/slot';
import { Page } from '../ui/frame/page';
import { LoadingRows } from '../ui/lists/loading';
import './api.css';
import { Explorer } from './explorer';

const SchemaDocs = lazy(async () => ({ default: (await import('./schema-docs')).SchemaDocs }));

const curl = (url: string, who: string) =>
  `curl ${url} ${who} \\\n  -H 'content-type: application/json' \\\n  -d '{"query":"{ applications { nodes { id name } } }"}'`;

/** The three ways to authenticate, each ready to paste. */
const WAYS = {
  basic: (url: string) => curl(url, '-u "$API_KEY:$API_SECRET"'),
  bearer: (url: string) => curl(url, '-H "authorization: Bearer $DENWABAN_KEY"'),
  session: (url: string) =>
    `curl ${url} -c cookies -H 'content-type: application/json' -H 'x-denwaban-slot: a' \\\n  -d '{"query":"mutation { signIn(input: { name: \\"jane\\", password: \\"…\\" }) { id } }"}'\ncurl ${url} -b cookies -H 'content-type: application/json' -H 'x-denwaban-slot: a' \\\n  -d '{"query":"{ viewer { displayName role } }"}'`,
};
const NAMES = ['basic', 'bearer', 'session'] as const;

/** The API for programs: an explorer, examples, and authentication. */
export function ApiPage() {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { account } = useViewer();
  const { application } = useCurrentApplication();
  const url = `${account.publicUrl}/graphql`;
  return (
    <Page title={t('api.title')} purpose={t('api.purpose')}>
      <Paper withBorder p="md" className="dw-card">
        <Explorer applicationId={application?.id} />
      </Paper>
      <Docs />
      <section>
        <Title order={2} mb="xs">
          {t('api.signIn')}
        </Title>
        <Tabs defaultValue="basic" keepMounted={false} className="dw-tabs">
          <Tabs.List mb="sm">
            {NAMES.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`api.way.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {NAMES.map((name) => (
            <Tabs.Panel key={name} value={name}>
              <Text size="sm" c="dimmed" mb="xs">
                {t(`api.wayHint.${name}`)}{' '}
                {name === 'bearer' && (
                  <Anchor component={Link} to={inSlot('people/keys')} size="sm">
                    {t('people.title')}
                  </Anchor>
                )}
              </Text>
              <Box component="pre" className="dw-json" tabIndex={0} role="region" aria-label={t(`api.way.${name}`)}>
                {WAYS[name](url)}
              </Box>
            </Tabs.Panel>
          ))}
        </Tabs>
      </section>
    </Page>
  );
}

/** The documentation of the schema, which is loaded when it is opened. */
function Docs() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Paper
      withBorder
      p="md"
      className="dw-card"
      component="details"
      onToggle={(event) => setOpened((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary className="dw-docs-title">{t('api.docs')}</summary>
      {opened && (
        <Suspense fallback={<LoadingRows />}>
          <SchemaDocs />
        </Suspense>
      )}
    </Paper>
  );
}
