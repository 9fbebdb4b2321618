import { Button, Checkbox, Group, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../applications/current-application';
import type { PresetSlot } from '../../generated/graphql';
import { formatPhone } from '../../lib/language/format';
import { Dialog } from '../../ui/dialogs/dialog';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import type { FlowText } from '../form/differences';
import { liveFor, type PresetText, slotsOf, usePublishPreset, useSetLivePreset } from '../presets';
import { Changes } from './changes';

interface MakeLiveProps {
  application: Application;
  preset: PresetText;
  /** Unsaved text, which is saved first; null if everything is saved. */
  draft: FlowText | null;
  /** Saves the draft. @returns its version; undefined if it could not be saved, which the page explains */
  onSave: () => Promise<number | undefined>;
  opened: boolean;
  onClose: () => void;
}

/** Says what will change, then makes the latest version live; what is not saved yet is saved first. */
export function MakeLive({ opened, onClose, ...rest }: MakeLiveProps) {
  const { t } = useTranslation();
  const name = t(`presets.kind.${rest.preset.kind}`);
  return (
    <Dialog opened={opened} onClose={onClose} title={t('presets.publish.title', { preset: name })}>
      {opened && <Choice {...rest} onClose={onClose} />}
    </Dialog>
  );
}

function Choice({ application, preset, draft, onSave, onClose }: Omit<MakeLiveProps, 'opened'>) {
  const { t } = useTranslation();
  const tell = useTell();
  const [publish] = usePublishPreset();
  const [setLive] = useSetLivePreset();
  const { kind, liveVersion } = preset;
  const version = draft ? preset.version + 1 : preset.version;
  const now = liveFor(application, kind);
  const others = slotsOf(kind).filter((slot) => !now.slots.includes(slot));
  const answersNothing = now.slots.length === 0 && now.numbers.length === 0;
  const [chosen, setChosen] = useState<PresetSlot[]>(answersNothing ? others.slice(0, 1) : []);
  const [doing, setDoing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const name = t(`presets.kind.${kind}`);
  const word = (one: number) => (one === 0 ? t('presets.guideText') : t('presets.version', { version: one }));
  const places = [
    ...now.slots.map((slot) => t(`presets.slot.${slot}`)),
    ...now.numbers.map((msisdn) => t('presets.publish.number', { number: formatPhone(msisdn) })),
  ];
  const newVersion = version !== liveVersion;
  const changes = newVersion || chosen.length > 0;

  async function confirm(): Promise<void> {
    const target = { applicationId: application.id, kind };
    const saved = draft ? await onSave() : version;
    if (saved === undefined) return onClose();
    if (saved !== liveVersion) await publish({ variables: { ...target, version: saved } });
    for (const slot of chosen) await setLive({ variables: { ...target, slot } });
    tell.done(t('presets.publish.done', { preset: name, version: word(saved) }));
    onClose();
  }

  const start = () => {
    setDoing(true);
    setProblem(null);
    confirm()
      .catch(setProblem)
      .finally(() => setDoing(false));
  };

  return (
    <Stack>
      {newVersion && <Changes before={preset.answering} after={draft ?? preset} />}
      {newVersion && places.length > 0 && (
        <div>
          <Text size="sm">{t('presets.publish.replaces', { newest: word(version), live: word(liveVersion) })}</Text>
          <List size="sm" mt={4}>
            {places.map((place) => (
              <List.Item key={place}>{place}</List.Item>
            ))}
          </List>
        </div>
      )}
      {others.map((slot) => (
        <Checkbox
          key={slot}
          label={t(`presets.slot.${slot}`)}
          description={t('presets.publish.now', {
            preset: t(`presets.kind.${slot === 'FROM_OUTSIDE' ? application.fromOutside : application.fromAgent}`),
          })}
          checked={chosen.includes(slot)}
          onChange={({ currentTarget: { checked } }) =>
            setChosen(checked ? [...chosen, slot] : chosen.filter((one) => one !== slot))
          }
        />
      ))}
      {!changes && <Text size="sm">{answersNothing ? t('presets.publish.choose') : t('presets.publish.already')}</Text>}
      <Text size="sm" c="dimmed">
        {t('presets.publish.running')}
      </Text>
      <ProblemAlert error={problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button color="green" loading={doing} disabled={!changes} onClick={start} data-autofocus>
          {t('presets.makeLive')}
        </Button>
      </Group>
    </Stack>
  );
}
