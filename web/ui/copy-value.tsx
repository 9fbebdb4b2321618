import { ActionIcon, Code, CopyButton, Group, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** A value that people carry elsewhere. @param shown what stands on the page in its place, such as dots for a secret. */
export function CopyValue({ value, label, shown = value }: { value: string; label: string; shown?: string }) {
  const { t } = useTranslation();
  return (
    <Group gap={4} wrap="nowrap" className="dw-copy">
      <Code className="dw-copy-value">{shown}</Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t('common.copied') : t('common.copy')}>
            <ActionIcon
              variant="subtle"
              color={copied ? 'green' : 'gray'}
              onClick={copy}
              aria-label={t('common.copyThis', { what: label })}
            >
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
