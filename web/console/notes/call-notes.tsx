import { Text, Textarea } from '@mantine/core';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../../users/names';
import type { CallFacts } from '../call/call-facts';
import '../call/call.css';
import type { NoteKeeper } from './note-keeper';

const MOST = 5000;

interface CallNotesProps {
  keeper: NoteKeeper;
  /** The agent's leg. */
  legId: string;
  /** The contact, where it is not the one of the call that goes on. */
  about: string | null;
  /** Notes of colleagues who had the call before. */
  others: CallFacts['notes'];
}

/** What the agent writes during a call, saved as they type, below what colleagues have written about it. */
export function CallNotes({ keeper, legId, about, others }: CallNotesProps) {
  const { t } = useTranslation();
  const { text, state } = useSyncExternalStore(
    keeper.subscribe,
    useCallback(() => keeper.get(legId), [keeper, legId]),
  );
  useEffect(() => {
    const close = keeper.open(legId);
    return () => {
      close();
      keeper.flush();
    };
  }, [keeper, legId]);
  return (
    <div className="dw-notes">
      <OthersNotes notes={others} />
      <Textarea
        label={t('console.notes')}
        description={about ? `${about} · ${t(`console.note.${state}`)}` : t(`console.note.${state}`)}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={MOST}
        value={text}
        onChange={(event) => keeper.type(legId, event.currentTarget.value)}
      />
    </div>
  );
}

/** What colleagues have written about this call: whoever gets a transfer reads it before they answer. */
export function OthersNotes({ notes }: { notes: CallFacts['notes'] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  if (notes.length === 0) return null;
  return (
    <div className="dw-others-notes">
      {notes.map(({ userName, writtenAt, text }) => (
        <div key={`${userName} ${writtenAt}`}>
          <Text size="xs" c="dimmed">
            {t('console.notesOf', { who: userName ? nameOf(userName) : '–' })}
          </Text>
          <Text size="sm" className="dw-note-text">
            {text}
          </Text>
        </div>
      ))}
    </div>
  );
}
