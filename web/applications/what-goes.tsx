import { Checkbox, Fieldset, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** What to delete at Vonage too, in the server's terms. */
export interface AtVonage {
  cancelNumbers: boolean;
  deleteUsers: boolean;
  deleteAtVonage: boolean;
}

export const NOTHING_AT_VONAGE: AtVonage = { cancelNumbers: false, deleteUsers: false, deleteAtVonage: false };
const PARTS = ['cancelNumbers', 'deleteUsers', 'deleteAtVonage'] as const;

/** Everything not selected stays at Vonage. */
export function WhatGoes({ value, onChange }: { value: AtVonage; onChange: (value: AtVonage) => void }) {
  const { t } = useTranslation();
  return (
    <Fieldset legend={t('applications.whatGoes')}>
      <Stack gap="sm">
        {PARTS.map((part) => (
          <Checkbox
            key={part}
            label={t(`applications.goes.${part}`)}
            checked={value[part]}
            onChange={(event) => onChange({ ...value, [part]: event.currentTarget.checked })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
