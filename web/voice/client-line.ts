import { VonageClient } from '@vonage/client-sdk';
import { isWithheld } from '../../shared/withheld';
import { createCallSound } from './call-sound';
import { keepLine } from './kept-line';
import type { Line, LineOptions, LineProblem, LineState } from './line';
import { type EndReason, isLive, type LineEvent, SIGNED_OUT, withEvent } from './line-state';
import { createOwnMute } from './own-mute';
import { createPlacedIds } from './placed-ids';
import { CANCELS, HANG_UPS, OVER, TAKEN } from './sdk-words';
import { createSession } from './session';

/** Of the SDK; its statistics would go to a fixed host of Vonage's. */
const SETTINGS = { rtcStatsTelemetry: false, autoReconnectMedia: true };
/** Milliseconds for the sound of a call to return after a reload. */
const SOUND_BACK_WITHIN = 15_000;
/**
 * Milliseconds for the sound of an answered call to begin, which takes about 250. The SDK waits for it without any limit
 * (Client SDK: protocol §answer).
 */
const SOUND_WITHIN = 5000;

/** Milliseconds in which the SDK says why an invitation is over. */
const TOLD_WITHIN = 2000;

const pause = (ms: number) => new Promise((resolve) => window.setTimeout(resolve, ms));

/** The agent's line on Vonage's Client SDK. */
export function openLine(options: LineOptions): Line {
  const { endLeg } = options;
  let { devices } = options;
  // Its console messages reach the page as errors and events.
  const client = new VonageClient({ ...SETTINGS, disableInternalLogger: true });
  const kept = keepLine(options.keptAs);
  const sound = createCallSound(client);
  const ownMute = createOwnMute();
  const ids = createPlacedIds();
  const listeners = new Set<() => void>();
  const before = kept.read();
  const begin = before.call ? withEvent(SIGNED_OUT, { type: 'resumed', call: before.call }) : SIGNED_OUT;
  let state: LineState = { ...begin, problem: null };
  let restoring = false;
  /** The call that the agent has hung up. */
  let leaving: string | null = null;

  function become(next: LineState): void {
    if (next === state) return;
    state = next;
    kept.write(session.kept(), state);
    for (const listener of listeners) listener();
  }

  function tell(event: LineEvent): void {
    const { problem, ...facts } = state;
    const next = withEvent(facts, event);
    if (next !== facts) become({ ...next, problem });
  }

  const now = () => new Date().toISOString();
  const over = (id: string | null, reason: EndReason) => {
    if (state.call?.id === id) sound.end();
    tell({ type: 'over', id, reason, at: now() });
  };

  function complain(doing: LineProblem['doing'], error: unknown): void {
    const { code, name, message } = error as { code?: unknown; name?: string; message?: string };
    become({
      ...state,
      problem: { doing, code: typeof code === 'string' ? code : (name ?? ''), message: message ?? String(error) },
    });
  }

  /** Runs it and shows what went wrong. @returns whether it succeeded */
  async function attempt(doing: LineProblem['doing'], work: () => Promise<unknown>): Promise<boolean> {
    if (state.problem) become({ ...state, problem: null });
    try {
      await work();
      return true;
    } catch (error) {
      complain(doing, error);
      return false;
    }
  }

  const session = createSession({
    client,
    token: options.token,
    // The SDK forgets every setting that is not given again.
    configure: (addresses) => client.setConfig({ ...SETTINGS, ...addresses }),
    before: { id: before.sessionId, client: before.client },
    inCall: () => isLive(state.call),
    onIn() {
      if (state.problem?.doing === 'signIn') become({ ...state, problem: null });
      tell({ type: 'signedIn' });
      void restoreCall();
    },
    onOut: (reason, error) => {
      tell({ type: 'signedOut', reason });
      complain('signIn', error);
    },
    onConnectionLost: () => tell({ type: 'connectionLost' }),
    onConnectionBack: () => tell({ type: 'connectionBack' }),
  });

  /** After a reload, in a new session, and where no sound has come up: gives the call a new connection. */
  async function restoreCall(): Promise<void> {
    const { call } = state;
    if (restoring || call?.phase !== 'talking' || !call.id || sound.flows(call.id)) return;
    const { id } = call;
    restoring = true;
    tell({ type: 'soundLost', id });
    try {
      await client.reconnectCall(id);
      await sound.untilItFlows(id, SOUND_BACK_WITHIN);
      await talks(id);
      if (call.muted) await setMute(id, true);
      tell({ type: 'soundBack', id });
    } catch {
      over(id, 'soundLost');
    } finally {
      restoring = false;
    }
  }

  /** Sound has started: uses the chosen devices. */
  async function talks(id: string): Promise<void> {
    await attempt('devices', () => sound.use(id, devices));
    await attempt('hear', () => sound.play());
  }

  const setMute = (id: string, on: boolean) => ownMute.ask(on, () => (on ? client.mute(id) : client.unmute(id)));

  const shown = (from: string) => (isWithheld(from) ? null : from.trim());
  /** The end of a placed call may be the first that is heard of it. */
  const place = (id: string) => {
    if (ids.isPlaced(id) && state.call?.id === null) tell({ type: 'placed', id });
  };
  client.on('callInvite', (id, from) => {
    ids.know(id);
    tell({ type: 'invited', id, other: shown(from), at: now() });
  });
  // A call that is hung up while it is being answered ends as a canceled invitation.
  const ended = (id: string, reason: EndReason) => over(id, id === leaving ? 'me' : reason);
  client.on('callInviteCancel', (id, reason) => ended(id, CANCELS[reason] ?? 'callerGone'));
  client.on('callHangup', (id, _, reason) => {
    place(id);
    ended(id, HANG_UPS[reason] ?? 'hungUp');
  });
  client.on('legStatusUpdate', (id, _, status) => {
    place(id);
    if (state.call?.direction !== 'outbound') return;
    if (status === 'RINGING') tell({ type: 'farRings', id });
    if (status === 'ANSWERED') tell({ type: 'connected', id, at: now() });
  });
  client.on('mute', (id, leg, on) => {
    if (id === leg && ownMute.isOwn(on)) tell({ type: 'muted', id, on });
  });
  client.on('callMediaReconnecting', (id) => tell({ type: 'soundLost', id }));
  client.on('callMediaReconnection', (id) => tell({ type: 'soundBack', id }));
  client.on('callMediaDisconnect', (id) => {
    tell({ type: 'soundLost', id });
    void restoreCall();
  });

  /** The SDK forgets a call whose sound broke off; then the server ends it. */
  async function end(id: string): Promise<void> {
    leaving = id;
    try {
      await client.hangup(id);
    } catch {
      endLeg(id);
      over(id, 'me');
    }
  }

  function onPageHide(): void {
    const { call } = state;
    const unheard = isLive(call) && call.direction === 'outbound' && call.phase === 'connecting';
    if (unheard && call.id) endLeg(call.id);
  }
  window.addEventListener('pagehide', onPageHide);

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async answer() {
      const { call } = state;
      if (call?.phase !== 'ringing' || !call.id) return;
      const { id } = call;
      tell({ type: 'answering', at: now() });
      if (!(await attempt('answer', () => Promise.race([client.answer(id), pause(SOUND_WITHIN)])))) {
        // No problem to show when the caller hung up at the same moment, or another device answered first.
        const taken = TAKEN.test(state.problem?.code ?? '');
        const isOver = OVER.test(state.problem?.code ?? '');
        if (taken || isOver || state.call?.id !== id || !isLive(state.call)) become({ ...state, problem: null });
        // Whatever the SDK says meanwhile is the reason.
        if (isOver) await pause(TOLD_WITHIN);
        return over(id, taken ? 'answeredElsewhere' : isOver ? 'callerGone' : 'failed');
      }
      tell({ type: 'connected', id, at: now() });
      await (sound.flows(id) ? talks(id) : restoreCall());
    },

    reject() {
      const { call } = state;
      if (call?.phase !== 'ringing' || !call.id) return;
      const { id } = call;
      over(id, 'declined');
      void attempt('reject', () => client.reject(id));
    },

    hangUp() {
      const { call } = state;
      if (!isLive(call)) return;
      if (call.id === null) over(null, 'me');
      else void end(call.id);
    },

    async dial(number) {
      if (isLive(state.call) || state.session === 'out') return;
      const at = now();
      tell({ type: 'dialling', other: number, at });
      const named = ids.begin();
      const placed = await attempt('dial', async () => {
        const id = await client.serverCall({ to: number });
        named(id);
        const { call } = state;
        if (call?.id === id && !isLive(call)) return;
        const still = isLive(call) && (call.id === id || (call.id === null && call.since === at));
        // Hung up before Vonage had accepted it.
        if (!still) return end(id);
        tell({ type: 'placed', id });
        await talks(id);
      });
      named();
      if (!placed && state.call?.id === null) over(null, 'failed');
    },

    sendKeys(digits) {
      const { call } = state;
      if (isLive(call) && call.id) void attempt('keys', () => client.sendDTMF(call.id as string, digits));
    },

    mute(on) {
      const { call } = state;
      if (!isLive(call) || !call.id) return;
      const { id } = call;
      void attempt('mute', async () => {
        await setMute(id, on);
        tell({ type: 'muted', id, on });
      });
    },

    use(chosen) {
      devices = chosen;
      const { call } = state;
      if (isLive(call) && call.id && call.phase === 'talking') void talks(call.id);
    },

    quality: async () => (isLive(state.call) && state.call.id ? sound.quality(state.call.id) : null),
    signIn: () => session.open(),
    move: () => session.refresh(),
    clear() {
      tell({ type: 'cleared' });
      if (state.problem) become({ ...state, problem: null });
    },

    close() {
      window.removeEventListener('pagehide', onPageHide);
      listeners.clear();
      sound.end();
      session.close();
      kept.forget();
    },
  };
}
