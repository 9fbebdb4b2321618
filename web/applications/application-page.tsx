import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useViewer } from '../accounts/viewer';
import { formatPhone } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { Page } from '../ui/frame/page';
import { Empty } from '../ui/lists/empty';
import { ApplicationFacts } from './application-facts';
import { useCurrentApplication } from './current-application';
import { DeleteApplication } from './delete-application';
import { OutgoingNumber } from './outgoing-number';
import { RenameApplication } from './rename-application';

/** One application: what it has at Vonage, its numbers, and deleting it. */
export function ApplicationPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const inSlot = useSlotPath();
  const navigate = useNavigate();
  const { role } = useViewer();
  const { applications } = useCurrentApplication();
  const [deleting, setDeleting] = useState(false);
  const application = applications.find((one) => one.id === id);
  if (!application) {
    return (
      <Empty icon={null} title={t('applications.gone')}>
        <Anchor component={Link} to={inSlot('applications')}>
          {t('applications.title')}
        </Anchor>
      </Empty>
    );
  }
  return (
    <Page
      title={application.name}
      purpose={
        <Anchor component={Link} to={inSlot('applications')} size="sm">
          {t('applications.title')}
        </Anchor>
      }
      action={role === 'ADMIN' && <RenameApplication application={application} />}
    >
      <ApplicationFacts applicationId={application.id} />
      <Paper withBorder p="md" className="dw-card">
        <Title order={2} mb="xs">
          {t('numbers.title')}
        </Title>
        <Text size="sm" className="dw-figures">
          {application.numbers.map(({ msisdn }) => formatPhone(msisdn)).join(', ') || t('applications.noNumber')}
        </Text>
        <OutgoingNumber application={application} />
        <Group gap="md" mt="sm">
          <Anchor component={Link} to={inSlot('numbers')} size="sm">
            {t('numbers.title')}
          </Anchor>
          <Anchor component={Link} to={inSlot('settings')} size="sm">
            {t('presets.appSettings')}
          </Anchor>
        </Group>
      </Paper>
      {role === 'ADMIN' && (
        <Paper withBorder p="md" className="dw-card">
          <Stack gap="xs" align="flex-start">
            <Title order={2}>{t('applications.delete')}</Title>
            <Text size="sm" c="dimmed">
              {t('applications.deletePurpose')}
            </Text>
            <Button color="red" variant="outline" onClick={() => setDeleting(true)}>
              {t('applications.delete')}
            </Button>
          </Stack>
        </Paper>
      )}
      <DeleteApplication
        application={application}
        opened={deleting}
        onClose={() => setDeleting(false)}
        onDeleted={() => navigate(inSlot('applications'), { replace: true })}
      />
    </Page>
  );
}
