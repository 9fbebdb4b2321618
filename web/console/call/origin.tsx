import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countryName, countryOfPhone, formatPhone } from '../../lib/language/format';
import type { CallFacts } from './call-facts';

interface OriginProps {
  /** E.164 digits without `+`; a user's name; null when withheld or not known yet. */
  number: string | null;
  /** What stands above it: nothing is said twice. */
  other: string;
  facts: CallFacts | null;
  size: 'sm' | 'md';
}

/** Number and country of the contact, and how their call came in. */
export function Origin({ number, other, facts, size }: OriginProps) {
  const { t, i18n } = useTranslation();
  const country = number && /^\d+$/.test(number) ? countryOfPhone(number) : undefined;
  const shown = formatPhone(number);
  const parts = [
    shown !== other && shown,
    country && countryName(country, i18n.language),
    facts?.direction === 'INBOUND' && facts.preset && t(`presets.kind.${facts.preset}`),
  ];
  return (
    <Text c="dimmed" size={size} className="dw-figures" mih={24}>
      {parts.filter(Boolean).join(' · ')}
    </Text>
  );
}
