import { useQuery } from '@apollo/client/react';
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconBroadcast, IconEdit } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PresetKind, PresetSlot } from '../generated/graphql';
import { useSlotPath } from '../lib/slot';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';
import { Json } from '../ui/values/json';
import { readFlow } from './flow/flow';
import { FlowPicture } from './flow/flow-picture';
import { flowSentence } from './form/flow-sentence';
import { PresetDocument, useSetLivePreset, wordOf } from './presets';
import { Changes } from './versions/changes';
import './presets.css';

interface PresetPanelProps {
  applicationId: string;
  slot: PresetSlot;
  kind: PresetKind;
  /** The preset that these calls use now. */
  livePreset: PresetKind;
}

/** A preset: what happens in a call, the NCCO behind it, and the button that makes it live, with what then changes. */
export function PresetPanel({ applicationId, slot, kind, livePreset }: PresetPanelProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const inSlot = useSlotPath();
  const { data, error, refetch } = useQuery(PresetDocument, { variables: { applicationId, kind } });
  const live = kind === livePreset;
  const before = useQuery(PresetDocument, { variables: { applicationId, kind: livePreset }, skip: live });
  const changesId = useId();
  const [setLive, { loading }] = useSetLivePreset();
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  const { answering, version } = data.preset;
  const name = t(`presets.kind.${kind}`);
  const word = (one: number) => (one === 0 ? t('presets.guideText') : t('presets.version', { version: one }));

  const makeLive = () =>
    setLive({ variables: { applicationId, slot, kind } }).then(
      () => tell.done(t(`presets.nowLive.${slot}`, { preset: name })),
      tell.problem,
    );

  return (
    <Paper withBorder p="md" className="dw-card" component="section" aria-label={name}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            <Title order={2}>{name}</Title>
            {live && (
              <Badge
                color="green"
                variant="filled"
                className="dw-badge"
                leftSection={<IconBroadcast size={12} aria-hidden />}
              >
                {t(`presets.liveFor.${slot}`)}
              </Badge>
            )}
            <Text size="sm" c="dimmed">
              {word(answering.version)}
              {version > answering.version && ` · ${t('presets.newerSaved', { version })}`}
            </Text>
          </Group>
          <Group gap="sm">
            <Button
              component={Link}
              to={inSlot(`presets/${wordOf(kind)}`)}
              variant="default"
              leftSection={<IconEdit size={16} aria-hidden />}
            >
              {t('presets.edit')}
            </Button>
            {!live && (
              <Button
                color="green"
                loading={loading}
                leftSection={<IconBroadcast size={16} aria-hidden />}
                aria-describedby={changesId}
                onClick={makeLive}
              >
                {t('presets.makeLive')}
              </Button>
            )}
          </Group>
        </Group>
        {!live && before.data && (
          <div id={changesId}>
            <Text size="sm" fw={600} mb={4}>
              {t(`presets.publish.instead.${slot}`, { preset: name, live: t(`presets.kind.${livePreset}`) })}
            </Text>
            <Changes before={before.data.preset.answering} after={answering} />
          </div>
        )}
        <div className="dw-preset-text">
          <FlowPicture flow={readFlow(answering.ncco, answering.menu)} />
          <Stack gap="md">
            <Text>{flowSentence(answering, slot, t)}</Text>
            <details className="dw-preset-json">
              <summary>{t('presets.json')}</summary>
              <Stack gap="md" mt="xs">
                <Json value={answering.ncco} label={t('presets.nccoOf', { preset: name })} />
                {answering.menu.map(({ digits, user, ncco }) => (
                  <div key={digits}>
                    <Title order={3} mb="xs" size="h5">
                      {t('presets.flow.whenPressed', { digits, user })}
                    </Title>
                    <Json value={ncco} label={t('presets.nccoOfKey', { digits, user })} />
                  </div>
                ))}
              </Stack>
            </details>
          </Stack>
        </div>
      </Stack>
    </Paper>
  );
}
