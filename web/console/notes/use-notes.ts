import { useApolloClient } from '@apollo/client/react';
import { print } from 'graphql';
import { useEffect, useState } from 'react';
import { useViewer } from '../../accounts/viewer';
import { graphql } from '../../generated/gql';
import { doBeforeLeaving } from '../../lib/leave-guard';
import { useSlot } from '../../lib/slot';
import { sendAtLast } from '../line/send-at-last';
import { createNoteKeeper, type NoteKeeper } from './note-keeper';

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

/** By person: the keeper outlives the desk, so that leaving the page loses nothing. */
const keepers = new Map<string, NoteKeeper>();

/** The notes of the person in this tab, saved whatever is shown; what is left when the page closes is sent at last. */
export function useNotes(): NoteKeeper {
  const apollo = useApolloClient();
  const slot = useSlot();
  const { id: person } = useViewer();
  const [keeper] = useState(() => {
    const known = keepers.get(person);
    if (known) return known;
    const made = createNoteKeeper({
      person,
      storage: localStorage,
      async read(leg) {
        const variables = { legUuid: leg };
        const { data } = await apollo.query({ query: CallNoteDocument, variables, fetchPolicy: 'network-only' });
        return data?.callNote ?? '';
      },
      write: (leg, text) => apollo.mutate({ mutation: WriteCallNoteDocument, variables: { legUuid: leg, text } }),
    });
    keepers.set(person, made);
    return made;
  });

  useEffect(() => {
    const send = () => {
      for (const variables of keeper.unsaved()) sendAtLast(slot, print(WriteCallNoteDocument), variables);
    };
    window.addEventListener('pagehide', send);
    window.addEventListener('online', keeper.flush);
    // Once the session has ended, nothing can be saved.
    const dismiss = doBeforeLeaving(keeper.saved);
    return () => {
      dismiss();
      window.removeEventListener('pagehide', send);
      window.removeEventListener('online', keeper.flush);
    };
  }, [keeper, slot]);
  return keeper;
}
