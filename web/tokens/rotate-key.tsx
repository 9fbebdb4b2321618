import { useMutation } from '@apollo/client/react';
import { Button, Group, Input, SegmentedControl, Stack, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import type { KeyOverlap } from '../generated/graphql';
import { Dialog } from '../ui/dialogs/dialog';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';

const RotateMobileApiKeyDocument = graphql(`
  mutation RotateMobileApiKey($applicationId: ID!, $overlap: KeyOverlap!) {
    rotateMobileApiKey(applicationId: $applicationId, overlap: $overlap) {
      id
      mobileApiKey
      previousMobileApiKey {
        until
        lastUsedAt
        lastUsedBy
      }
    }
  }
`);

const OVERLAPS = ['NONE', 'HOUR', 'DAY', 'WEEK'] as const satisfies KeyOverlap[];

interface RotateKeyProps {
  applicationId: string;
  opened: boolean;
  onClose: () => void;
}

/** Creates a new mobile API key, and asks how long the old one stays valid. */
export function RotateKey({ applicationId, opened, onClose }: RotateKeyProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('tokens.rotate')}>
      <RotateForm applicationId={applicationId} onDone={onClose} />
    </Dialog>
  );
}

function RotateForm({ applicationId, onDone }: { applicationId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const label = useId();
  const [rotate, { loading, error }] = useMutation(RotateMobileApiKeyDocument);
  const [overlap, setOverlap] = useState<KeyOverlap>('DAY');
  const rotateNow = () =>
    rotate({ variables: { applicationId, overlap } }).then(
      () => {
        tell.done(t('tokens.rotated'));
        onDone();
      },
      () => {},
    );
  return (
    <Stack>
      <Text size="sm">{t('tokens.rotateHint')}</Text>
      <Input.Wrapper label={t('tokens.overlap')} labelElement="div" labelProps={{ id: label }}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby={label}
          value={overlap}
          onChange={(value) => setOverlap(value as KeyOverlap)}
          data={OVERLAPS.map((value) => ({ value, label: t(`tokens.overlapFor.${value}`) }))}
        />
      </Input.Wrapper>
      {overlap === 'NONE' && <Text size="sm">{t('tokens.rotateAtOnce')}</Text>}
      <ProblemAlert error={error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t('common.keep')}
        </Button>
        <Button color={overlap === 'NONE' ? 'red' : undefined} loading={loading} onClick={rotateNow}>
          {t('tokens.rotate')}
        </Button>
      </Group>
    </Stack>
  );
}
