import { Alert, Button, Group, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../lib/language/format';
import { Confirm } from '../../ui/dialogs/confirm';
import type { PresetText } from '../presets';
import type { Draft } from './use-draft';

/** Says that an unsaved draft was restored, and whether someone else has saved in the meantime. */
export function FoundDraft({ draft, newer, preset }: { draft: Draft; newer: boolean; preset: PresetText }) {
  const { t, i18n } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (!newer && !draft.foundAt) return null;
  const { version } = preset;
  return (
    <Alert
      color={newer ? 'yellow' : 'ai'}
      icon={<IconHistory aria-hidden />}
      title={newer ? t('presets.draft.newer', { version }) : t('presets.draft.found')}
    >
      <Text size="sm" mb="sm">
        {newer
          ? t('presets.draft.newerHint', { version: draft.basedOn })
          : t('presets.draft.foundHint', { at: formatMoment(draft.foundAt ?? '', i18n.language) })}
      </Text>
      <Group gap="sm">
        <Button size="compact-sm" variant="default" onClick={newer ? draft.rebase : draft.seen}>
          {newer ? t('presets.draft.keepMine', { version: version + 1 }) : t('presets.draft.keep')}
        </Button>
        <Button size="compact-sm" variant="default" color="red" onClick={() => setAsking(true)}>
          {t('presets.draft.giveUp')}
        </Button>
      </Group>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('presets.draft.giveUpTitle')}
        action={t('presets.draft.giveUp')}
        onConfirm={async () => draft.forget()}
      >
        {t('presets.draft.giveUpHint')}
      </Confirm>
    </Alert>
  );
}
