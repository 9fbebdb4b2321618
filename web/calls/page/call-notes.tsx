import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Moment } from '../../ui/values/moment';
import { useNameOf } from '../../users/names';
import type { Call } from './timeline';
import '../calls.css';

/** What agents wrote down during a call. */
export type Notes = Call['notes'];

/** The notes of a call, oldest first: who wrote them, when, and what stood there before. */
export function CallNotesList({ notes }: { notes: Notes }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return (
    <Stack gap="md">
      {notes.map(({ userName, text, writtenAt, writerName, earlier }) => (
        <div key={`${userName} ${writtenAt}`}>
          <Group gap={8}>
            <Text size="sm" fw={600}>
              {userName ? nameOf(userName) : (writerName ?? '–')}
            </Text>
            <Text size="xs" c="dimmed">
              <Moment at={writtenAt} />
            </Text>
          </Group>
          <Text size="sm" className="dw-note">
            {text}
          </Text>
          {earlier.length > 0 && (
            <details className="dw-note-earlier">
              <summary>{t('calls.noteEarlier')}</summary>
              {earlier.map((one) => (
                <Text key={one.writtenAt} size="sm" c="dimmed" className="dw-note">
                  <Moment at={one.writtenAt} /> {one.text}
                </Text>
              ))}
            </details>
          )}
        </div>
      ))}
    </Stack>
  );
}
