import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CheckNccoQuery } from '../generated/graphql';

type Finding = CheckNccoQuery['checkNcco'][number];

/** What the server's check of an NCCO found, each with its place, in the reader's language. */
export function FindingList({ findings, color }: { findings: Finding[]; color: string }) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <Alert color={color} icon={<IconAlertTriangle aria-hidden />} title={t('presets.findings')}>
      {findings.map((finding) => (
        <Text size="sm" key={`${finding.path} ${finding.code}`}>
          <code>{finding.path}</code> {sentenceOf(finding, t)}
        </Text>
      ))}
    </Alert>
  );
}

/** The sentence of the finding's code; the server's own in English for a code that this page does not know yet. */
function sentenceOf({ code, params, message }: Finding, t: TFunction): string {
  const { format, expected } = params as Record<string, string | undefined>;
  return t(`findings.${code}`, {
    ...(params as Record<string, unknown>),
    ...(format && { format: t(`findings.formats.${format}`) }),
    ...(expected && { expected: t(`findings.kinds.${expected}`) }),
    defaultValue: message,
  });
}
