import { useMutation } from '@apollo/client/react';
import { Button, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offsetAt, readTimeZone, timeZones } from '../../shared/time-zone';
import { browserTimeZone, SetTimeZoneDocument } from '../accounts/time-zone';
import { useViewer } from '../accounts/viewer';
import { useLanguage } from '../lib/language/language';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';

const MOST_SHOWN = 60;

/** The time zone in which the account's days begin and end. */
export function TimeZonePanel() {
  const { t } = useTranslation();
  const { timeZone } = useViewer().account;
  // The server and this browser may spell a zone differently.
  const saved = timeZone && (readTimeZone(timeZone) ?? null);
  const tell = useTell();
  const language = useLanguage();
  const options = useMemo(() => optionsIn(language), [language]);
  const proposal = readTimeZone(browserTimeZone()) ?? null;
  const [chosen, setChosen] = useState(saved ?? proposal);
  const [save, { loading, error }] = useMutation(SetTimeZoneDocument);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!chosen) return;
    save({ variables: { timeZone: chosen } }).then(
      () => tell.done(t('settings.timeZone.saved', { timeZone: chosen })),
      () => {},
    );
  }

  return (
    <Paper withBorder p="md" className="dw-card" component="section" aria-labelledby="time-zone">
      <Title order={2} id="time-zone">
        {t('settings.timeZone.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('settings.timeZone.hint')}
      </Text>
      <form onSubmit={submit}>
        <Stack maw={640}>
          <Select
            label={t('settings.timeZone.label')}
            description={timeZone === null && proposal ? t('settings.timeZone.proposal') : undefined}
            searchable
            limit={MOST_SHOWN}
            nothingFoundMessage={t('settings.timeZone.none')}
            data={options}
            value={chosen}
            onChange={(zone) => zone && setChosen(zone)}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
          />
          <ProblemAlert error={error} />
          <Group justify="flex-end">
            <Button type="submit" loading={loading} disabled={!chosen || chosen === saved}>
              {t('settings.timeZone.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

/** Browsers know some places by their former names. */
const NOW: Record<string, string> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho Chi Minh City',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
};

/** Each zone can be found by its name in the reader's language, its place and its distance from UTC. */
function optionsIn(language: string): { value: string; label: string }[] {
  const now = new Date();
  return timeZones().map((zone) => {
    const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' });
    const name = format.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return {
      value: zone,
      label: `${NOW[zone] ?? zone.replaceAll('_', ' ')} · ${name} · ${distance(offsetAt(now, zone))}`,
    };
  });
}

/** @param ms ahead of UTC. @returns `UTC+09:00` */
function distance(ms: number): string {
  const minutes = Math.abs(Math.round(ms / 60_000));
  const pad = (value: number) => String(value).padStart(2, '0');
  return `UTC${ms < 0 ? '−' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
