import { Box, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Line } from './read-lines';

/** Maximum lines shown. */
const SHOWN = 100;

interface LinesTableProps<L extends Line> {
  label: string;
  lines: L[];
  /** Shown below the name. */
  problem?: (line: L) => string | null;
  /** Title and cells of the last column. */
  title: string;
  children: (line: L) => ReactNode;
}

/** The first lines of a pasted list, by number and name. */
export function LinesTable<L extends Line>({ label, lines, problem, title, children }: LinesTableProps<L>) {
  const { t } = useTranslation();
  return (
    <Box component="section" className="dw-refused" aria-label={label} tabIndex={0}>
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('users.many.line')}</Table.Th>
            <Table.Th>{t('users.name')}</Table.Th>
            <Table.Th>{title}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.slice(0, SHOWN).map((line) => (
            <Table.Tr key={line.number}>
              <Table.Td className="dw-figures">{line.number}</Table.Td>
              <Table.Td className="dw-pasted">
                <bdi translate="no">{line.name}</bdi>
                {problem?.(line) && (
                  <Text size="xs" c="red">
                    {problem(line)}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="dw-pasted">{children(line)}</Table.Td>
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
  );
}
