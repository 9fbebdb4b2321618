import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const MOST = 5000;

/** What the agent writes down during a call; kept in this browser. @param legId the agent's leg */
export function CallNotes({ legId }: { legId: string }) {
  const { t } = useTranslation();
  const key = `denwaban.note.${legId}`;
  const [text, setText] = useState(() => localStorage.getItem(key) ?? '');
  return (
    <Textarea
      label={t('console.notes')}
      description={t('console.notesHint')}
      autosize
      minRows={5}
      maxRows={14}
      maxLength={MOST}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        localStorage.setItem(key, event.currentTarget.value);
      }}
    />
  );
}
