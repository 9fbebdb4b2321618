import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LinesTable } from './lines-table';
import type { Line } from './read-lines';

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
      <LinesTable label={t('users.many.previewLabel')} lines={lines} problem={wrong} title={t('users.displayName')}>
        {({ displayName }) => <bdi translate="no">{displayName}</bdi>}
      </LinesTable>
    </div>
  );
}
