import { CloseButton, Group, Kbd, Modal, Table, Text, Title } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import './call.css';

const TOGETHER = {
  A: 'console.answer',
  D: 'console.reject',
  M: 'console.mute',
  H: 'console.hold',
  K: 'console.dialPad',
  X: 'console.transfer',
  E: 'console.hangUp',
} as const;
const ALONE = {
  T: 'console.completeTransfer',
  J: 'console.mergeCalls',
  B: 'console.returnToCaller',
  '?': 'console.shortcuts',
} as const;
export type ShortcutKey = keyof typeof TOGETHER;
export type SingleKey = Exclude<keyof typeof ALONE, '?'>;

/** A line with the keyboard shortcuts that work now. @param alone those that are pressed without Ctrl and Shift */
export function Shortcuts({ keys, alone = [] }: { keys: ShortcutKey[]; alone?: SingleKey[] }) {
  const { t } = useTranslation();
  return (
    <Text size="xs" c="dimmed" className="dw-shortcuts">
      {alone.map((key) => (
        <Fragment key={key}>
          <Kbd>{key}</Kbd> {t(ALONE[key])} ·{' '}
        </Fragment>
      ))}
      <Kbd>Ctrl</Kbd> + <Kbd>Shift</Kbd> +{' '}
      {keys.map((key, place) => (
        <Fragment key={key}>
          {place > 0 && ' · '}
          <Kbd>{key}</Kbd> {t(TOGETHER[key])}
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
              {Object.entries(TOGETHER).map(([key, word]) => (
                <Table.Tr key={key}>
                  <Table.Td>
                    <Kbd>Ctrl</Kbd> + <Kbd>Shift</Kbd> + <Kbd>{key}</Kbd>
                  </Table.Td>
                  <Table.Td>{t(word)}</Table.Td>
                </Table.Tr>
              ))}
              {Object.entries(ALONE).map(([key, word]) => (
                <Table.Tr key={key}>
                  <Table.Td>
                    <Kbd>{key}</Kbd>
                  </Table.Td>
                  <Table.Td>{t(word)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="xs" c="dimmed" mt="xs">
            {t('console.singleKeysHint')}
          </Text>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
