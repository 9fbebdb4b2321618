import { Button, Group, Text, Title } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './home.css';

// Only whoever asks for a check needs it.
const SetUpResults = lazy(async () => ({ default: (await import('./set-up-results')).SetUpResults }));

/** Checks the setup on request. */
export function SetUpCheck() {
  const { t } = useTranslation();
  const [times, setTimes] = useState(0);
  return (
    <section className="dw-set-up-checks" aria-labelledby="set-up-check">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className="dw-set-up-purpose">
          <Title order={3} id="set-up-check">
            {t('checks.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('checks.purpose')}
          </Text>
        </div>
        <Button variant="default" size="compact-sm" onClick={() => setTimes((before) => before + 1)}>
          {t(times > 0 ? 'checks.again' : 'checks.run')}
        </Button>
      </Group>
      {times > 0 && (
        <Suspense fallback={<Text size="sm">{t('checks.running')}</Text>}>
          <SetUpResults key={times} />
        </Suspense>
      )}
    </section>
  );
}
