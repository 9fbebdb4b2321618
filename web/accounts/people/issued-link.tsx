import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../lib/language/format';
import { CopyValue } from '../../ui/values/copy-value';

export interface Issued {
  link: string;
  invitation: { expiresAt: string };
}

interface IssuedLinkProps extends Issued {
  /** The person it is for. */
  person: string;
  onClose: () => void;
}

/** A single-use link, shown once. */
export function IssuedLink({ link, invitation, person, onClose }: IssuedLinkProps) {
  const { t, i18n } = useTranslation();
  return (
    <Stack>
      <Alert color="green" icon={<IconLink aria-hidden />} title={t('people.linkReady', { name: person })}>
        <CopyValue value={link} label={t('people.link')} />
        <Text size="sm" mt="xs">
          {t('people.linkHint', { until: formatMoment(invitation.expiresAt, i18n.language) })}
        </Text>
      </Alert>
      <Button onClick={onClose}>{t('common.close')}</Button>
    </Stack>
  );
}
