import { connectHandset, type Handset } from '../lib/handset';
import type { Line, LineOptions, LineState } from './line';

function claimsOf(token: string): { application_id: string; sub: string } {
  const payload = token.split('.')[1] ?? '';
  const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (character) =>
    character.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes));
}

const describe = ({ state, call }: Handset): LineState => ({
  status: state,
  call: call && { id: call.leg, direction: call.direction, other: call.other, since: call.since },
  refusal: null,
});

/** The agent's line as a handset of the simulator. */
export function openLine({ token, simulatorUrl }: LineOptions): Line {
  const { application_id, sub: user } = claimsOf(token);
  const listeners = new Set<() => void>();
  let state: LineState = { status: 'connecting', call: null, refusal: null };

  function become(next: LineState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  const handset = connectHandset(
    simulatorUrl,
    { user, application_id },
    {
      onHandset: (news) => become(describe(news)),
      onHeard: () => {},
      onRefused: (refusal) => become({ ...state, refusal }),
      onConnected: (connected) => {
        if (!connected) become({ status: 'connecting', call: null, refusal: null });
      },
    },
  );

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answer: () => handset.send({ type: 'answer' }),
    reject: () => handset.send({ type: 'reject' }),
    hangUp: () => handset.send({ type: 'hangup' }),
    dial: (to) => handset.send({ type: 'dial', to }),
    sendKeys: (digits) => handset.send({ type: 'keys', digits }),
    close: () => handset.close(),
  };
}
