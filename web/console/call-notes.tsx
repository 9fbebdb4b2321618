import { useApolloClient } from '@apollo/client/react';
import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';

const CallNoteDocument = graphql(`
  query CallNote($legUuid: ID!) {
    callNote(legUuid: $legUuid)
  }
`);
const WriteCallNoteDocument = graphql(`
  mutation WriteCallNote($legUuid: ID!, $text: String!) {
    writeCallNote(legUuid: $legUuid, text: $text)
  }
`);

const MOST = 5000;
/** Milliseconds after the last key. */
const PAUSE = 600;
/** Milliseconds after which a note that could not be kept is tried again: the server hears of a leg a little later. */
const AGAIN = 2000;

/** Changes after each try. */
interface Keeping {
  state: 'kept' | 'pending' | 'failed';
}

/** What the agent writes during a call, saved with the call as they type. @param legId the agent's leg */
export function CallNotes({ legId }: { legId: string }) {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const [text, setText] = useState('');
  const [keeping, setKeeping] = useState<Keeping>({ state: 'kept' });
  const typed = useRef(false);

  useEffect(() => {
    const found = apollo.query({ query: CallNoteDocument, variables: { legUuid: legId }, fetchPolicy: 'network-only' });
    found.then(
      ({ data }) => !typed.current && setText(data?.callNote ?? ''),
      // The server does not know the call yet: then nothing was written.
      () => {},
    );
  }, [apollo, legId]);

  useEffect(() => {
    if (keeping.state === 'kept') return;
    let stale = false;
    const become = (next: Keeping) => !stale && setKeeping(next);
    const keep = () =>
      apollo.mutate({ mutation: WriteCallNoteDocument, variables: { legUuid: legId, text } }).then(
        () => become({ state: 'kept' }),
        () => become({ state: 'failed' }),
      );
    const timer = window.setTimeout(keep, keeping.state === 'failed' ? AGAIN : PAUSE);
    return () => {
      stale = true;
      window.clearTimeout(timer);
    };
  }, [apollo, legId, text, keeping]);

  return (
    <Textarea
      label={t('console.notes')}
      description={t(`console.note.${keeping.state}`)}
      autosize
      minRows={5}
      maxRows={14}
      maxLength={MOST}
      value={text}
      onChange={(event) => {
        typed.current = true;
        setText(event.currentTarget.value);
        setKeeping({ state: 'pending' });
      }}
    />
  );
}
