import { Button, Paper, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useViewer } from '../accounts/viewer';
import { formatPhone } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { Dialog } from '../ui/dialogs/dialog';
import { Page } from '../ui/frame/page';
import { ApplicationForm } from './application-form';
import './applications.css';
import { useCurrentApplication } from './current-application';
import { NoApplication } from './require-application';

/** Every application of the account, and the way to a new one. */
export function ApplicationsPage() {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const navigate = useNavigate();
  const { role } = useViewer();
  const { application: current, applications, choose } = useCurrentApplication();
  const [creating, setCreating] = useState(false);
  return (
    <Page
      title={t('applications.title')}
      purpose={t('applications.purpose')}
      action={
        role === 'ADMIN' &&
        current && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
            {t('applications.new')}
          </Button>
        )
      }
    >
      {!current && <NoApplication />}
      <ul className="dw-applications">
        {applications.map(({ id, name, vonageId, numbers, fromOutside, fromAgent }) => (
          <Paper key={id} component="li" withBorder p="md" className="dw-card">
            <Title order={2} size="h3">
              <Link to={inSlot(`applications/${id}`)} className="dw-row-link">
                {name}
              </Link>
              {id === current?.id && applications.length > 1 && (
                <Text component="span" size="sm" c="dimmed">
                  {' '}
                  · {t('applications.chosen')}
                </Text>
              )}
            </Title>
            <Text size="sm" c="dimmed" className="dw-uuid">
              {vonageId}
            </Text>
            <Text size="sm" mt="xs" className="dw-figures">
              {numbers.map(({ msisdn }) => formatPhone(msisdn)).join(', ') || t('applications.noNumber')}
            </Text>
            <Text size="sm" c="dimmed">
              {t(`presets.kind.${fromOutside}`)} · {t(`presets.kind.${fromAgent}`)}
            </Text>
          </Paper>
        ))}
      </ul>
      <Dialog opened={creating} onClose={() => setCreating(false)} title={t('applications.new')}>
        <ApplicationForm
          name=""
          withRegion
          onCreated={(id) => {
            choose(id);
            navigate(inSlot(`applications/${id}`));
          }}
        />
      </Dialog>
    </Page>
  );
}
