import { ActionIcon, Button, Fieldset, Group, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MenuChoiceInput } from '../../generated/graphql';
import { problemOf, problemSentence } from '../../lib/problem';
import { PlainTextField } from '../../ui/fields/plain-text-field';
import { UserField } from '../../users/user-field';

interface MenuEditorProps {
  applicationId: string;
  menu: MenuChoiceInput[];
  legend: string;
  /** What an empty menu means. */
  whenEmpty: string;
  /** Why saving was refused; shown at the choice concerned. */
  problem: unknown;
  readOnly: boolean;
  onChange: (menu: MenuChoiceInput[]) => void;
}

/** Targets of key presses at DTMF_URL. */
export function MenuEditor({ applicationId, menu, legend, whenEmpty, problem, readOnly, onChange }: MenuEditorProps) {
  const { t, i18n } = useTranslation();
  // A choice keeps its id while others are added and removed, so that focus is kept.
  const [ids, setIds] = useState(() => menu.map((_, index) => index));
  const rows = menu.map((choice, index) => ({ ...choice, index, id: ids[index] ?? index }));
  const refused = problem ? problemOf(problem) : null;

  const change = (at: number, part: Partial<MenuChoiceInput>) =>
    onChange(menu.map((choice, index) => (index === at ? { ...choice, ...part } : choice)));
  const add = () => {
    setIds([...rows.map(({ id }) => id), Math.max(-1, ...rows.map(({ id }) => id)) + 1]);
    onChange([...menu, { digits: nextKey(menu), user: '' }]);
  };
  const remove = (at: number) => {
    setIds(rows.filter(({ index }) => index !== at).map(({ id }) => id));
    onChange(menu.filter((_, index) => index !== at));
  };
  const errorOf = (index: number, part: string) =>
    refused?.field === `input.menu.${index}.${part}` ? problemSentence(refused, i18n) : undefined;

  return (
    <Fieldset legend={legend} disabled={readOnly}>
      {menu.length === 0 && (
        <Text size="sm" c="dimmed" mb="xs">
          {whenEmpty}
        </Text>
      )}
      {rows.map(({ id, index, digits, user }) => (
        <Group key={id} gap="sm" align="flex-start" mb="xs" wrap="nowrap">
          <PlainTextField
            w={90}
            label={t('presets.menuKeys')}
            data-menu-keys
            inputMode="tel"
            value={digits}
            error={errorOf(index, 'digits')}
            onChange={(keys) => change(index, { digits: keys })}
          />
          <UserField
            flex={1}
            applicationId={applicationId}
            label={t('presets.menuUser')}
            value={user}
            error={errorOf(index, 'user')}
            onChange={(name) => change(index, { user: name })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            mt={24}
            aria-label={t('presets.menuRemove', { digits })}
            onClick={() => remove(index)}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
        {t('presets.menuAdd')}
      </Button>
    </Fieldset>
  );
}

/** The first key without a target. */
function nextKey(menu: MenuChoiceInput[]): string {
  return [...'1234567890'].find((key) => !menu.some(({ digits }) => digits === key)) ?? '';
}
