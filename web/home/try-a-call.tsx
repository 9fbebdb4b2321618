import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconExternalLink, IconHeadset } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSimulator } from '../accounts/viewer';
import { formatPhone } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { FirstPhone } from '../simulator/first-phone';
import './home.css';

interface TryACallProps {
  users: { id: string; name: string }[];
  /** E.164 without `+`. */
  number: string;
}

const MOST_CONSOLES = 4;

/** The consoles of agents, and a phone that calls them. */
export function TryACall({ users, number }: TryACallProps) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const simulator = useSimulator();
  return (
    <aside className="dw-first-run-phone" aria-label={t('home.tryACall')}>
      <Stack>
        <Paper withBorder p="md" className="dw-card">
          <Title order={2}>{t('home.openConsole')}</Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t('home.openConsoleHint')}
          </Text>
          <Group gap="sm">
            {users.slice(0, MOST_CONSOLES).map(({ id, name }, place) => (
              <Button
                key={id}
                component="a"
                href={`${inSlot('console')}?user=${encodeURIComponent(name)}`}
                target="_blank"
                variant={place === 0 ? 'filled' : 'default'}
                className="dw-name-button"
                leftSection={<IconHeadset size={18} aria-hidden />}
                rightSection={<IconExternalLink size={14} aria-hidden />}
              >
                {t('console.logInAs', { name })}
              </Button>
            ))}
          </Group>
        </Paper>
        {simulator ? (
          <div>
            <Text size="sm" fw={600} mb="xs" ta="center">
              {t('home.callFromHere', { number: formatPhone(number) })}
            </Text>
            <FirstPhone simulator={simulator} dialTo={number} />
          </div>
        ) : (
          <Paper withBorder p="lg" className="dw-card">
            <Text>{t('home.callFromAnyPhone', { number: formatPhone(number) })}</Text>
          </Paper>
        )}
      </Stack>
    </aside>
  );
}
