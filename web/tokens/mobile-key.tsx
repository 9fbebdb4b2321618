import { Button, Group } from '@mantine/core';
import { IconEye, IconEyeOff, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyValue } from '../ui/values/copy-value';
import { RotateKey } from './rotate-key';

interface MobileKeyProps {
  applicationId: string;
  /** Null until someone asks to see it. */
  value: string | null;
  onShow: (shown: boolean) => void;
}

/** The key that apps send: hidden by default, and replaced on request. */
export function MobileKey({ applicationId, value, onShow }: MobileKeyProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const Eye = value ? IconEyeOff : IconEye;
  return (
    <>
      {value && <CopyValue value={value} label={t('tokens.key')} />}
      <Group gap="sm">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Eye size={16} aria-hidden />}
          onClick={() => onShow(!value)}
        >
          {t(value ? 'tokens.hide' : 'tokens.show')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('tokens.rotate')}
        </Button>
      </Group>
      <RotateKey applicationId={applicationId} opened={asking} onClose={() => setAsking(false)} />
    </>
  );
}
