import { useQuery } from '@apollo/client/react';
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconBroadcast, IconEdit } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresetKind, PresetSlot } from '../generated/graphql';
import { Json } from '../ui/json';
import { LoadingRows } from '../ui/loading';
import { ProblemAlert, useTell } from '../ui/problem-alert';
import { FindingList } from './finding-list';
import { FlowWords } from './flow-words';
import { NccoForm } from './ncco-form';
import { PresetDocument, useSetLivePreset } from './presets';

interface PresetPanelProps {
  applicationId: string;
  slot: PresetSlot;
  kind: PresetKind;
  live: boolean;
}

/** One preset: in words, as NCCO, and the button that makes it answer. */
export function PresetPanel({ applicationId, slot, kind, live }: PresetPanelProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const { data, error, refetch } = useQuery(PresetDocument, { variables: { applicationId, kind } });
  const [setLive, { loading }] = useSetLivePreset();
  const [editing, setEditing] = useState(false);
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  const { preset } = data;
  const name = t(`presets.kind.${kind}`);

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
              {preset.isGuideText ? t('presets.guideText') : t('presets.version', { version: preset.liveVersion })}
            </Text>
          </Group>
          <Group gap="sm">
            {!editing && (
              <Button
                variant="default"
                leftSection={<IconEdit size={16} aria-hidden />}
                onClick={() => setEditing(true)}
              >
                {t('presets.edit')}
              </Button>
            )}
            {!live && (
              <Button
                color="green"
                loading={loading}
                leftSection={<IconBroadcast size={16} aria-hidden />}
                onClick={makeLive}
              >
                {t('presets.makeLive')}
              </Button>
            )}
          </Group>
        </Group>
        {editing ? (
          <NccoForm applicationId={applicationId} preset={preset} onClose={() => setEditing(false)} />
        ) : (
          <div className="dw-preset-text">
            <FlowWords ncco={preset.ncco} />
            <Json value={preset.ncco} label={t('presets.nccoOf', { preset: name })} />
          </div>
        )}
        {!editing && !preset.isGuideText && <FindingList findings={preset.findings} color="gray" />}
        {preset.branches.length > 0 && !editing && (
          <div>
            <Title order={3} mb="xs">
              {t('presets.branches')}
            </Title>
            <div className="dw-branches">
              {preset.branches.map(({ digits, ncco }) => (
                <div key={digits} className="dw-branch">
                  <span className="dw-branch-key dw-figures">{digits}</span>
                  <FlowWords ncco={ncco} />
                </div>
              ))}
            </div>
          </div>
        )}
      </Stack>
    </Paper>
  );
}
