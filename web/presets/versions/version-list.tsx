import { useQuery } from '@apollo/client/react';
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../applications/current-application';
import type { MenuChoiceInput } from '../../generated/graphql';
import { formatMoment } from '../../lib/language/format';
import { Dialog } from '../../ui/dialogs/dialog';
import { LoadingRows } from '../../ui/lists/loading';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import { asText, type Draft } from '../drafts/use-draft';
import type { FlowText } from '../form/differences';
import { type PresetText, PresetVersionsDocument, useSavePreset } from '../presets';
import { Changes } from './changes';
import '../presets.css';

const VersionDiff = lazy(() => import('./version-diff'));

interface OldText {
  version: number;
  ncco: unknown;
  menu: MenuChoiceInput[];
}

interface VersionListProps {
  application: Application;
  preset: PresetText;
  draft: Draft;
  mayWrite: boolean;
}

/** All versions: who saved them and when, how they differ from now, and restoring them. */
export function VersionList({ application, preset, draft, mayWrite }: VersionListProps) {
  const { t, i18n } = useTranslation();
  const { kind, guideText, version, liveVersion } = preset;
  const variables = { applicationId: application.id, kind };
  const { data, error, refetch } = useQuery(PresetVersionsDocument, { variables });
  const [compared, setCompared] = useState<OldText | null>(null);
  const versions = data?.preset.versions ?? [];
  const rows = [
    ...versions.map(({ savedAt, savedBy, ...text }) => ({
      text,
      what: t('presets.version', { version: text.version }),
      who: t('presets.versions.savedBy', {
        at: formatMoment(savedAt, i18n.language),
        who: savedBy ?? t('presets.versions.nobody'),
      }),
    })),
    { text: { ...guideText, version: 0 }, what: t('presets.guideText'), who: t('presets.versions.guide') },
  ];

  return (
    <Paper withBorder p="md" className="dw-card" component="section" aria-label={t('presets.versions.title')}>
      <Title order={3} mb="sm">
        {t('presets.versions.title')}
      </Title>
      <ProblemAlert error={error} onRetry={() => refetch()} />
      {!data && !error && <LoadingRows rows={2} />}
      <ol className="dw-versions">
        {rows.map(({ text, what, who }) => (
          <li key={text.version}>
            <Text component="span" fw={600}>
              {what}
            </Text>
            {text.version === liveVersion && (
              <Badge
                component="span"
                color="green"
                variant="light"
                className="dw-badge"
                leftSection={<IconBroadcast size={12} aria-hidden />}
              >
                {t('presets.versions.answers')}
              </Badge>
            )}
            <Text component="span" size="sm" c="dimmed">
              {who}
            </Text>
            <Button
              size="compact-sm"
              variant="subtle"
              ml="auto"
              disabled={text.version === version && !draft.dirty}
              aria-label={t('presets.versions.compareThis', { version: what })}
              onClick={() => setCompared(text)}
            >
              {t('presets.versions.compare')}
            </Button>
          </li>
        ))}
      </ol>
      <Dialog
        opened={compared !== null}
        onClose={() => setCompared(null)}
        size="lg"
        title={t('presets.versions.compareTitle', {
          version: rows.find(({ text }) => text.version === compared?.version)?.what ?? '',
        })}
      >
        {compared && (
          <Compared
            application={application}
            preset={preset}
            old={compared}
            draft={draft}
            mayWrite={mayWrite}
            onClose={() => setCompared(null)}
          />
        )}
      </Dialog>
    </Paper>
  );
}

/** Full text of a version: the NCCO and the targets of its keys. */
const wholeText = (text: string, menu: MenuChoiceInput[]) =>
  [text, ...menu.map(({ digits, user }) => `${digits} → ${user}`)].join('\n');

/** The text now; null while it is no JSON. */
function parsed({ text, menu }: Draft): FlowText | null {
  try {
    return { ncco: JSON.parse(text) as unknown, menu };
  } catch {
    return null;
  }
}

function Compared({
  application,
  preset: { kind, version },
  old,
  draft,
  mayWrite,
  onClose,
}: VersionListProps & { old: OldText; onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [save, saving] = useSavePreset();
  const [problem, setProblem] = useState<unknown>(null);

  const now = parsed(draft);

  async function goBack(): Promise<void> {
    const menu = old.menu.map(({ digits, user }) => ({ digits, user }));
    const input = { ncco: old.ncco, menu, basedOn: version, makeLive: false };
    await save({ variables: { applicationId: application.id, kind, input } });
    draft.forget();
    tell.done(t('presets.savedAs', { preset: t(`presets.kind.${kind}`), version: version + 1 }));
    onClose();
  }

  return (
    <Stack>
      {now && <Changes before={old} after={now} />}
      <Suspense fallback={<LoadingRows />}>
        <VersionDiff
          before={wholeText(asText(old.ncco), old.menu)}
          after={wholeText(draft.text, draft.menu)}
          label={t('presets.versions.diff')}
        />
      </Suspense>
      {mayWrite && (
        <Text size="sm" c="dimmed">
          {draft.dirty ? t('presets.versions.goBackDirty') : t('presets.versions.goBackHint')}
        </Text>
      )}
      <ProblemAlert error={problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common.close')}
        </Button>
        {mayWrite && old.version !== version && (
          <Button loading={saving.loading} onClick={() => goBack().catch(setProblem)}>
            {t('presets.versions.goBack', { version: version + 1 })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
