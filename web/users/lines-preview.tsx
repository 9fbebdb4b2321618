import { Box, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Line } from './read-lines';

/** Maximum lines shown. */
const SHOWN = 100;

/** What will be created, line by line. */
export function LinesPreview({ lines }: { lines: Line[] }) {
  const { t } = useTranslation();
  const first = new Map<string, number>();
  for (const { name, number } of lines) if (!first.has(name)) first.set(name, number);
  const wrong = ({ name, number }: Line) => {
    if (name === '') return t('users.many.noName');
    const before = first.get(name) ?? number;
    return before < number ? t('users.many.twice', { line: before }) : null;
  };
  const problems = lines.filter(wrong).length;

  return (
    <div>
      <Text size="sm" fw={500} mb={4} role="status">
        {t('users.many.preview', { count: lines.length - problems })}
        {problems > 0 && (
          <Text component="span" size="sm" c="red">
            {' '}
            {t('users.many.problems', { count: problems })}
          </Text>
        )}
      </Text>
      <Box component="section" className="dw-refused" aria-label={t('users.many.previewLabel')} tabIndex={0}>
        <Table verticalSpacing={4} fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('users.many.line')}</Table.Th>
              <Table.Th>{t('users.name')}</Table.Th>
              <Table.Th>{t('users.displayName')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.slice(0, SHOWN).map((line) => (
              <Table.Tr key={line.number}>
                <Table.Td className="dw-figures">{line.number}</Table.Td>
                <Table.Td className="dw-pasted" translate="no">
                  <bdi>{line.name}</bdi>
                  {wrong(line) && (
                    <Text size="xs" c="red">
                      {wrong(line)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td className="dw-pasted" translate="no">
                  <bdi>{line.displayName}</bdi>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {lines.length > SHOWN && (
          <Text size="sm" c="dimmed" p="xs">
            {t('users.many.more', { count: lines.length - SHOWN })}
          </Text>
        )}
      </Box>
    </div>
  );
}
