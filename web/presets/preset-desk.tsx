import { useApolloClient, useQuery } from '@apollo/client/react';
import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconBroadcast, IconDeviceFloppy, IconPhoneCall } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../accounts/viewer';
import type { Application } from '../applications/current-application';
import { problemOf } from '../lib/problem';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';
import { AskBeforeLeaving } from './drafts/ask-before-leaving';
import { FoundDraft } from './drafts/found-draft';
import { useDraft } from './drafts/use-draft';
import { useCheck } from './editor/use-check';
import { readFlow } from './flow/flow';
import { FlowPicture } from './flow/flow-picture';
import { UnreadFields, useUnreadFields } from './form/unread-fields';
import { PresetTextViews } from './preset-text';
import { PresetDocument, type PresetText, PresetVersionsDocument, useSavePreset } from './presets';
import { TestCall } from './test-call/test-call';
import { LiveBadges } from './versions/live-badges';
import { MakeLive } from './versions/make-live';
import { VersionList } from './versions/version-list';
import './presets.css';

/** The preset editor: text, flow, a phone for test calls, and earlier versions. */
export function PresetDesk({ application, preset }: { application: Application; preset: PresetText }) {
  const { t } = useTranslation();
  const tell = useTell();
  const client = useApolloClient();
  const viewer = useViewer();
  const { kind, version } = preset;
  const applicationId = application.id;
  const draft = useDraft({ viewerId: viewer.id, applicationId, kind }, preset);
  const check = useCheck(draft.text);
  const [save, saving] = useSavePreset();
  const [problem, setProblem] = useState<unknown>(null);
  const [goTo, setGoTo] = useState<{ path: string } | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [testing, setTesting] = useState(false);
  const unread = useUnreadFields();

  // A preset without a menu of its own uses the IVR's.
  const ivr = useQuery(PresetDocument, { variables: { applicationId, kind: 'IVR' }, skip: kind === 'IVR' });
  const menu = draft.menu.length > 0 ? draft.menu : (ivr.data?.preset.answering.menu ?? draft.menu);
  const lastGood = useRef<unknown>(preset.ncco);
  if (!check.broken) lastGood.current = check.ncco;
  const flow = useMemo(
    () => readFlow(check.broken ? lastGood.current : check.ncco, menu),
    [check.broken, check.ncco, menu],
  );
  const name = t(`presets.kind.${kind}`);
  const mayWrite = viewer.role === 'ADMIN';
  const newer = draft.dirty && draft.basedOn < version;
  const faulty = check.broken || check.remarks.some(({ severity }) => severity === 'error');
  const maySave = draft.dirty && !newer && !unread.any;
  const mayPublish = !newer && !(draft.dirty && faulty) && !unread.any;

  function select(id: string): void {
    setSelected(id);
    const [, choice] = /^menu\[(\d+)\]/.exec(id) ?? [];
    if (choice === undefined) setGoTo({ path: id });
    else document.querySelectorAll<HTMLElement>('[data-menu-keys]')[Number(choice)]?.focus();
  }

  /** Save conflict: show the other version and keep the local draft. */
  async function refused(error: unknown): Promise<void> {
    if (problemOf(error).code !== 'CONFLICT') return setProblem(error);
    await client.refetchQueries({ include: [PresetDocument, PresetVersionsDocument] });
  }

  /** @returns the new version; undefined if the text is no JSON */
  async function saveDraft(): Promise<number | undefined> {
    setProblem(null);
    if (check.broken) {
      setGoTo({ path: '$' });
      return undefined;
    }
    const input = { ncco: check.ncco, menu: draft.menu, basedOn: draft.basedOn, makeLive: false };
    const { data } = await save({ variables: { applicationId, kind, input } });
    draft.forget();
    return data?.savePreset.version;
  }

  async function saveNow(): Promise<void> {
    const saved = await saveDraft();
    if (saved !== undefined) tell.done(t('presets.savedAs', { preset: name, version: saved }));
  }

  /** For publishing: what cannot be saved is shown at its place, below the dialog. */
  async function saveFirst(): Promise<number | undefined> {
    try {
      return await saveDraft();
    } catch (error) {
      await refused(error);
      return undefined;
    }
  }

  return (
    <Stack gap="md">
      <AskBeforeLeaving dirty={draft.dirty || unread.any} />
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="sm">
            <Title order={2}>{name}</Title>
            <LiveBadges application={application} kind={kind} />
          </Group>
          <Text size="sm" c="dimmed" role="status">
            {draft.dirty ? t('presets.unsaved') : <VersionWords preset={preset} />}
          </Text>
        </div>
        {mayWrite && (
          <Group gap="sm">
            <Button
              variant={testing ? 'light' : 'default'}
              leftSection={<IconPhoneCall size={16} aria-hidden />}
              aria-expanded={testing}
              onClick={() => setTesting(!testing)}
            >
              {t('presets.test.title')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconDeviceFloppy size={16} aria-hidden />}
              {...unless(maySave)}
              onClick={() => !saving.loading && maySave && saveNow().catch(refused)}
            >
              {t('presets.saveAs', { version: version + 1 })}
            </Button>
            <Button
              color="green"
              leftSection={<IconBroadcast size={16} aria-hidden />}
              {...unless(mayPublish)}
              onClick={() => mayPublish && setChoosing(true)}
            >
              {t('presets.makeLive')}
            </Button>
          </Group>
        )}
      </Group>

      <FoundDraft draft={draft} newer={newer} preset={preset} />
      <ProblemAlert error={problem} />
      <div className="dw-editor-desk" data-testing={testing || undefined}>
        <UnreadFields value={unread.report}>
          <PresetTextViews
            application={application}
            kind={kind}
            draft={draft}
            check={check}
            flow={flow}
            problem={problem}
            readOnly={!mayWrite}
            selected={selected}
            active={active}
            goTo={goTo}
            onGoTo={(path) => setGoTo(path === null ? null : { path })}
            onSelect={setSelected}
          />
        </UnreadFields>
        <Paper withBorder p="md" className="dw-card" component="section" aria-label={t('presets.flow.title')}>
          <Title order={3} mb="sm">
            {t('presets.flow.title')}
          </Title>
          {check.broken && (
            <Text size="sm" mb="sm" role="status">
              {t('presets.flow.stale')}
            </Text>
          )}
          <FlowPicture flow={flow} stale={check.broken} selected={selected} active={active} onSelect={select} />
        </Paper>
        {testing && (
          <TestCall
            application={application}
            kind={kind}
            draft={check.broken ? null : { ncco: check.ncco, menu: draft.menu }}
            flow={flow}
            onStep={setActive}
          />
        )}
      </div>

      <VersionList application={application} preset={preset} draft={draft} mayWrite={mayWrite} />
      <MakeLive
        application={application}
        preset={preset}
        draft={draft.dirty && !check.broken ? { ncco: check.ncco, menu: draft.menu } : null}
        opened={choosing}
        onSave={saveFirst}
        onClose={() => setChoosing(false)}
      />
      {!mayWrite && <Alert color="gray">{t('presets.readOnly')}</Alert>}
    </Stack>
  );
}

/** A disabled button would lose focus after being pressed, so it is only marked as disabled. */
const unless = (possible: boolean) => (possible ? {} : { 'data-disabled': true, 'aria-disabled': true });

/** The version, and which one is live if different. */
function VersionWords({ preset: { version, liveVersion } }: { preset: PresetText }) {
  const { t } = useTranslation();
  const word = (one: number) => (one === 0 ? t('presets.guideText') : t('presets.version', { version: one }));
  return version === liveVersion
    ? word(version)
    : t('presets.notYetLive', { newest: word(version), live: word(liveVersion) });
}
