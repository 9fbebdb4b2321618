import { useKeys } from '../line/attention';
import type { LiveCallProps } from './live-call-props';
import { TalkingCall } from './talking-call';

/** The current call in the middle of the desk, once it is answered or placed, with its keys. */
export function LiveCall(props: LiveCallProps) {
  const { line, call, facts, operations, onPanel } = props;
  const { busy, consult, heldSince, toggleHold, endConsult } = operations;
  const talking = call.phase === 'talking';
  /** Only the agent who talks with the contact can hold or transfer them. */
  const own = talking && !consult && !facts?.consultedBy;
  const consulting = consult?.customerWaits === true && !busy;
  const there = consulting && consult.status === 'TALKING';

  useKeys(
    {
      KeyK: () => onPanel('keys'),
      KeyE: line.hangUp,
      ...(talking && !heldSince && { KeyM: () => line.mute(!call.muted) }),
      ...(own && { KeyX: () => onPanel('transfer') }),
      ...(own && !busy && { KeyH: toggleHold }),
    },
    {
      ...(there && { KeyT: () => endConsult('COMPLETE'), KeyJ: () => endConsult('MERGE') }),
      ...(consulting && { KeyB: () => endConsult('CANCEL') }),
    },
  );

  return <TalkingCall {...props} own={own} />;
}
