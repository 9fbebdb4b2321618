import { useMutation } from '@apollo/client/react';
import { Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import { Confirm } from '../ui/dialogs/confirm';
import { useTell } from '../ui/messages/problem-alert';

const RotateWebhooksDocument = graphql(`
  mutation RotateWebhooks($applicationId: ID!) {
    rotateWebhookAddresses(applicationId: $applicationId) {
      id
      answerUrl
      fallbackUrl
      eventUrl
      dtmfUrl
      webhooksTold
      previousWebhooksWork
    }
  }
`);

interface WebhookRotationProps {
  applicationId: string;
  /** Whether Vonage has the current URLs. */
  told: boolean;
  /** Whether the previous ones still work. */
  previousWork: boolean;
}

/** Creates new webhook URLs, in case someone has learned the current ones. */
export function WebhookRotation({ applicationId, told, previousWork }: WebhookRotationProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [asking, setAsking] = useState(false);
  const [rotate] = useMutation(RotateWebhooksDocument, { variables: { applicationId } });
  const hint = told
    ? previousWork
      ? 'applications.webhooksBefore'
      : 'applications.webhooksHint'
    : 'applications.webhooksOnTheWay';
  return (
    <>
      <Group gap="sm">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('applications.rotateWebhooks')}
        </Button>
        <Text size="sm" c="dimmed">
          {t(hint)}
        </Text>
      </Group>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('applications.rotateWebhooksTitle')}
        action={t('applications.rotateWebhooks')}
        onConfirm={() => rotate().then(() => tell.done(t('applications.webhooksRotated')))}
      >
        {t('applications.rotateWebhooksHint')}
      </Confirm>
    </>
  );
}
