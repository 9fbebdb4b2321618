import { Badge, Button, CopyButton, Group, Table, Text, Title, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Json } from '../../ui/values/json';
import { Moment } from '../../ui/values/moment';
import { colourOf, eventWord, wordOf, wordsOf } from '../events/event-words';
import type { Mark } from './timeline';
import './timeline.css';

interface CallStepsProps {
  marks: Mark[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  /** The party of the leg with this id. */
  partyOf: (legUuid: string | null) => string;
}

/** The timeline's facts as a table; beside it the selected one, or else the last, as Vonage sent it. */
export function CallSteps({ marks, chosen, onChoose, partyOf }: CallStepsProps) {
  const { t } = useTranslation();
  const open = (marks.find(({ event }) => event.id === chosen) ?? marks.at(-1))?.event;
  return (
    <div className="dw-call-steps">
      <Table className="dw-table dw-step-table" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('calls.timeline.time')}</Table.Th>
            <Table.Th ta="right">{t('calls.timeline.after')}</Table.Th>
            <Table.Th>{t('calls.timeline.what')}</Table.Th>
            <Table.Th>{t('calls.participant')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {marks.map(({ event, at, received, late, after }) => (
            <Table.Tr key={event.id} data-chosen={event.id === chosen || undefined}>
              <Table.Td data-label={t('calls.timeline.time')}>
                <UnstyledButton
                  className="dw-step-button"
                  aria-pressed={event.id === chosen}
                  onClick={() => onChoose(event.id)}
                >
                  <Moment at={new Date(at).toISOString()} clock />
                </UnstyledButton>
              </Table.Td>
              <Table.Td data-label={t('calls.timeline.after')} ta="right" className="dw-figures">
                {after === null ? '–' : t('calls.timeline.plus', { seconds: seconds(after) })}
              </Table.Td>
              <Table.Td data-label={t('calls.timeline.what')}>
                <Group gap={6}>
                  <Badge variant="light" color={colourOf(wordOf(event))} className="dw-badge" title={wordOf(event)}>
                    {eventWord(event, t)}
                  </Badge>
                  {late && (
                    <Text size="xs" c="red" component="span">
                      {t('calls.timeline.late', { seconds: seconds(received - at) })}
                    </Text>
                  )}
                </Group>
              </Table.Td>
              <Table.Td data-label={t('calls.participant')}>
                {partyOf(event.legUuid) || wordsOf(event, t) || '–'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {open && (
        <section className="dw-raw" aria-live="polite" data-unasked={chosen === undefined || undefined}>
          <Group justify="space-between" mb="xs">
            <Title order={3}>
              {t([`events.door.${open.door}`, 'events.door.other'], { door: open.door })} · {eventWord(open, t)}
            </Title>
            <CopyButton value={JSON.stringify(open.body, null, 2)}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {copied ? t('common.copied') : t('events.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
          <Json value={open.body} label={t('events.raw')} maxHeight={420} />
        </section>
      )}
    </div>
  );
}

const seconds = (ms: number) => (ms / 1000).toFixed(ms < 10_000 ? 2 : 1);
