import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../ui/dialogs/confirm';
import { regionOptions, useChangeRegion } from './regions';

interface ChangeRegionProps {
  applicationId: string;
  /** Null while it has none. */
  region: string | null;
}

/** Moves an application and its users to another region. */
export function ChangeRegion({ applicationId, region }: ChangeRegionProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [wanted, setWanted] = useState<string>();
  const [change] = useChangeRegion();
  const options = regionOptions(t).filter(({ value }) => value !== region);
  const chosen = wanted ?? options[0]!.value;
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setAsking(true)}>
        {t('applications.changeRegion')}
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('applications.changeRegion')}
        action={t('applications.changeRegion')}
        onConfirm={() => change({ variables: { applicationId, region: chosen } })}
      >
        <Stack gap="sm">
          <Text size="sm">{t('applications.changeRegionHint')}</Text>
          <NativeSelect
            label={t('applications.region')}
            data={options}
            value={chosen}
            onChange={({ currentTarget }) => setWanted(currentTarget.value)}
          />
        </Stack>
      </Confirm>
    </>
  );
}
