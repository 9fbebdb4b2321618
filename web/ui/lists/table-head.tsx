import { Table, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The head of a table whose rows end with their actions. @param columns headings; false leaves one out */
export function TableHead({ columns }: { columns: (string | false)[] }) {
  const { t } = useTranslation();
  return (
    <Table.Thead>
      <Table.Tr>
        {columns.map((column) => column !== false && <Table.Th key={column}>{column}</Table.Th>)}
        <Table.Th>
          <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}
