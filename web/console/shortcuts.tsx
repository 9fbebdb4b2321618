import { CloseButton, Group, Kbd, Modal, Table, Text, Title } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

const WORDS = {
  A: 'console.answer',
  R: 'console.reject',
  M: 'console.mute',
  H: 'console.hold',
  E: 'console.hangUp',
  D: 'console.dialPad',
  X: 'console.transfer',
} as const;
export type ShortcutKey = keyof typeof WORDS;

/** A line with the keyboard shortcuts that work now. */
export function Shortcuts({ keys }: { keys: ShortcutKey[] }) {
  const { t } = useTranslation();
  return (
    <Text size="xs" c="dimmed" visibleFrom="sm">
      <Kbd>Ctrl</Kbd> + <Kbd>Shift</Kbd> +{' '}
      {keys.map((key, place) => (
        <Fragment key={key}>
          {place > 0 && ' · '}
          <Kbd>{key}</Kbd> {t(WORDS[key])}
        </Fragment>
      ))}
    </Text>
  );
}

/** All of them. */
export function ShortcutHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened={opened} onClose={onClose}>
      <Modal.Overlay />
      <Modal.Content aria-label={t('console.shortcuts')}>
        <Modal.Body>
          <Group justify="space-between" mb="sm">
            <Title order={2}>{t('console.shortcuts')}</Title>
            <CloseButton aria-label={t('common.close')} onClick={onClose} />
          </Group>
          <Table>
            <Table.Tbody>
              {(Object.keys(WORDS) as ShortcutKey[]).map((key) => (
                <Table.Tr key={key}>
                  <Table.Td>
                    <Kbd>Ctrl</Kbd> + <Kbd>Shift</Kbd> + <Kbd>{key}</Kbd>
                  </Table.Td>
                  <Table.Td>{t(WORDS[key])}</Table.Td>
                </Table.Tr>
              ))}
              <Table.Tr>
                <Table.Td>
                  <Kbd>?</Kbd>
                </Table.Td>
                <Table.Td>{t('console.shortcuts')}</Table.Td>
              </Table.Tr>
            </Table.Tbody>
          </Table>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
