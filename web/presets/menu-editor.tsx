import { ActionIcon, Button, Fieldset, Group, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MenuChoiceInput } from '../generated/graphql';

/** A choice while it is typed: its place and its parts may change, its id stays. */
export interface MenuRow extends MenuChoiceInput {
  id: number;
}

interface MenuEditorProps {
  menu: MenuRow[];
  /** What it means that there is no choice. */
  whenEmpty: string;
  onChange: (menu: MenuRow[]) => void;
}

/** What each key press at DTMF_URL leads to. */
export function MenuEditor({ menu, whenEmpty, onChange }: MenuEditorProps) {
  const { t } = useTranslation();
  const change = (id: number, part: Partial<MenuChoiceInput>) =>
    onChange(menu.map((row) => (row.id === id ? { ...row, ...part } : row)));
  const add = () => {
    const id = Math.max(0, ...menu.map((row) => row.id)) + 1;
    onChange([...menu, { id, digits: nextKey(menu), user: '' }]);
  };

  return (
    <Fieldset legend={t('presets.menu')}>
      {menu.length === 0 && (
        <Text size="sm" c="dimmed" mb="xs">
          {whenEmpty}
        </Text>
      )}
      {menu.map(({ id, digits, user }) => (
        <Group key={id} gap="sm" align="flex-end" mb="xs" wrap="nowrap">
          <TextInput
            w={90}
            label={t('presets.menuKeys')}
            inputMode="tel"
            value={digits}
            onChange={(event) => change(id, { digits: event.currentTarget.value })}
          />
          <TextInput
            flex={1}
            label={t('presets.menuUser')}
            value={user}
            onChange={(event) => change(id, { user: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('presets.menuRemove', { digits })}
            onClick={() => onChange(menu.filter((row) => row.id !== id))}
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

/** The first key that leads nowhere yet. */
function nextKey(menu: MenuRow[]): string {
  return [...'1234567890'].find((key) => !menu.some(({ digits }) => digits === key)) ?? '';
}
