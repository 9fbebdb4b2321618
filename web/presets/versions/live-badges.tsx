import { Badge, Group } from '@mantine/core';
import { IconBroadcast } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../applications/current-application';
import type { PresetKind } from '../../generated/graphql';
import { liveFor } from '../presets';

/** The calls that a preset answers; empty if none. */
export function LiveBadges({ application, kind }: { application: Application; kind: PresetKind }) {
  const { t } = useTranslation();
  const { slots, numbers } = liveFor(application, kind);
  const places = [
    ...slots.map((slot) => t(`presets.liveFor.${slot}`)),
    ...(numbers.length > 0 ? [t('presets.liveForNumbers', { count: numbers.length })] : []),
  ];
  if (places.length === 0) return null;
  return (
    <Group gap={4} component="span">
      {places.map((place) => (
        <Badge
          key={place}
          component="span"
          color="green"
          variant="filled"
          className="dw-badge"
          leftSection={<IconBroadcast size={12} aria-hidden />}
        >
          {place}
        </Badge>
      ))}
    </Group>
  );
}
