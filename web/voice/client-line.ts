import { VonageClient } from '@vonage/client-sdk';
import { createCallSound } from './call-sound';
import { keepLine } from './kept-line';
import type { Line, LineOptions, LineProblem, LineState } from './line';
import { type EndReason, isLive, type LineNews, SIGNED_OUT, withNews } from './line-state';
import { CANCELS, HANG_UPS, sdkRegion, TAKEN } from './sdk-words';
import { createSession } from './session';

/** Milliseconds that the sound of a call may take to come back after a reload. */
/** What an invitation says in place of a number that its caller does not show. */
const WITHHELD = /^(|anonymous|unknown|restricted|private)$/i;
const SOUND_BACK_WITHIN = 15_000;

/** The agent's line by Vonage's Client SDK. */
export function openLine(options: LineOptions): Line {
  const { apiUrl, websocketUrl, endLeg } = options;
  let { devices } = options;
  const client = new VonageClient({
    ...(apiUrl && { apiUrl }),
    ...(websocketUrl && { websocketUrl }),
    // Its figures go to a host of its own, which cannot be chosen.
    rtcStatsTelemetry: false,
    autoReconnectMedia: true,
    // What it would write into the browser's console reaches the page as errors and events.
    disableInternalLogger: true,
  });
  const kept = keepLine(options.keptAs);
  const sound = createCallSound(client);
  const listeners = new Set<() => void>();
  const before = kept.read();
  const begin = before.call ? withNews(SIGNED_OUT, { type: 'resumed', call: before.call }) : SIGNED_OUT;
  let state: LineState = { ...begin, problem: null };
  let mending = false;
  /** The call that the agent has hung up. */
  let leaving: string | null = null;

  function become(next: LineState): void {
    if (next === state) return;
    state = next;
    kept.write(session.id(), state);
    for (const listener of listeners) listener();
  }

  function tell(news: LineNews): void {
    const { problem, ...facts } = state;
    const next = withNews(facts, news);
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

  /** Does it, and says what went wrong. @returns whether it was done */
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
    configure(region) {
      if (region && !apiUrl && !websocketUrl) client.setConfig({ region: sdkRegion(region) });
    },
    sessionBefore: before.sessionId,
    onIn() {
      if (state.problem?.doing === 'signIn') become({ ...state, problem: null });
      tell({ type: 'signedIn' });
      void mendCall();
    },
    onOut: (reason, error) => {
      tell({ type: 'signedOut', reason });
      complain('signIn', error);
    },
    onNewsLost: () => tell({ type: 'newsLost' }),
    onNewsBack: () => tell({ type: 'newsBack' }),
  });

  /** After a reload, or a new session: the call that was going on gets its sound back. */
  async function mendCall(): Promise<void> {
    const { call } = state;
    if (mending || call?.phase !== 'talking' || !call.id || sound.flows(call.id)) return;
    const { id } = call;
    mending = true;
    tell({ type: 'soundLost', id });
    try {
      await client.reconnectCall(id);
      await sound.untilItFlows(id, SOUND_BACK_WITHIN);
      await talks(id);
      if (call.muted) await client.mute(id);
      tell({ type: 'soundBack', id });
    } catch {
      over(id, 'soundLost');
    } finally {
      mending = false;
    }
  }

  /** Sound flows: through the devices that were chosen. */
  async function talks(id: string): Promise<void> {
    await attempt('devices', () => sound.use(id, devices));
    await attempt('hear', () => sound.play());
  }

  const shown = (from: string) => (WITHHELD.test(from.trim()) ? null : from.trim());
  client.on('callInvite', (id, from) => tell({ type: 'invited', id, other: shown(from), at: now() }));
  // A call that was hung up in the moment of its answer comes back as a cancelled invitation.
  const ended = (id: string, reason: EndReason) => over(id, id === leaving ? 'me' : reason);
  client.on('callInviteCancel', (id, reason) => ended(id, CANCELS[reason] ?? 'callerGone'));
  client.on('callHangup', (id, _, reason) => ended(id, HANG_UPS[reason] ?? 'hungUp'));
  client.on('legStatusUpdate', (id, _, status) => {
    if (state.call?.id === null) tell({ type: 'placed', id });
    if (state.call?.direction !== 'outbound') return;
    if (status === 'RINGING') tell({ type: 'farRings', id });
    if (status === 'ANSWERED') tell({ type: 'connected', id, at: now() });
  });
  client.on('mute', (id, leg, on) => {
    if (id === leg) tell({ type: 'muted', id, on });
  });
  client.on('callMediaReconnecting', (id) => tell({ type: 'soundLost', id }));
  client.on('callMediaReconnection', (id) => tell({ type: 'soundBack', id }));
  client.on('callMediaDisconnect', (id) => {
    tell({ type: 'soundLost', id });
    void mendCall();
  });

  /** The SDK forgets a call whose sound broke; then the server ends it. */
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
      if (!(await attempt('answer', () => client.answer(id)))) {
        // Nothing to complain of when the caller hung up in the same instant, or another device was quicker.
        const taken = TAKEN.test(state.problem?.code ?? '');
        if (taken || state.call?.id !== id || !isLive(state.call)) become({ ...state, problem: null });
        return over(id, taken ? 'answeredElsewhere' : 'failed');
      }
      tell({ type: 'connected', id, at: now() });
      await talks(id);
    },

    reject() {
      const { call } = state;
      if (call?.phase !== 'ringing' || !call.id) return;
      const { id } = call;
      over(id, 'me');
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
      const placed = await attempt('dial', async () => {
        const id = await client.serverCall({ to: number });
        const { call } = state;
        const still = isLive(call) && (call.id === id || (call.id === null && call.since === at));
        // Hung up before Vonage had taken it.
        if (!still) return end(id);
        tell({ type: 'placed', id });
        await talks(id);
      });
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
        await (on ? client.mute(id) : client.unmute(id));
        tell({ type: 'muted', id, on });
      });
    },

    held(on) {
      const { call } = state;
      if (call?.id) tell({ type: 'held', id: call.id, on });
      if (call?.id && !on) tell({ type: 'muted', id: call.id, on: false });
    },

    use(chosen) {
      devices = chosen;
      const { call } = state;
      if (isLive(call) && call.id && call.phase === 'talking') void talks(call.id);
    },

    quality: async () => (isLive(state.call) && state.call.id ? sound.quality(state.call.id) : null),
    signIn: () => session.open(),
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
