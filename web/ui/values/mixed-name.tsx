import { Alert, Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mixedScripts } from '../../lib/mixed-scripts';

interface MixedNameProps {
  name: string;
}

function useAlphabets(name: string): string | null {
  const { t, i18n } = useTranslation();
  const found = mixedScripts(name);
  if (found.length === 0) return null;
  const names = found.map((alphabet) => t(`common.alphabet.${alphabet}`));
  return new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(names);
}

/** Next to a name that mixes alphabets and may look like another. */
export function MixedNameBadge({ name }: MixedNameProps) {
  const { t } = useTranslation();
  const alphabets = useAlphabets(name);
  if (alphabets === null) return null;
  return (
    <Badge variant="light" color="orange" className="dw-badge" title={t('common.mixedNameHint')}>
      {t('common.mixedName', { alphabets })}
    </Badge>
  );
}

/** Below a field in which such a name is typed. */
export function MixedNameWarning({ name }: MixedNameProps) {
  const { t } = useTranslation();
  const alphabets = useAlphabets(name);
  return (
    <div role="status">
      {alphabets !== null && (
        <Alert color="orange" p="xs">
          {t('common.mixedNameWarning', { alphabets })}
        </Alert>
      )}
    </div>
  );
}
