import type { Application } from '../account/cloud.js';
import type { SimClock, Timer } from '../control/clock.js';
import type { Feed } from '../control/feed.js';
import type { Media } from '../media/media.js';
import type { Peer } from '../media/peer.js';
import type { CallControl } from '../network/call-control.js';
import type { Dialled, Exchange } from '../network/exchange.js';
import type { Device, EndedBy } from '../network/leg.js';
import { type Leg, who } from '../network/leg.js';
import type { Legs } from '../network/legs.js';
import { nameOf, type Party } from '../network/party.js';
import type { Ringing } from '../network/ringing.js';
import type { Sound } from '../network/sound.js';
import { notPossibleNow } from './phone-refusal.js';
import { createTranscript, type TranscriptEvent } from './phone-transcript.js';

export type PhoneState = 'idle' | 'dialling' | 'ringing' | 'talking';

/** A handset as the control API shows it. */
export interface PhoneView {
  id: string;
  name: string;
  number: string | null;
  user: string | null;
  application_id: string | null;
  state: PhoneState;
  /** `direction` is from the handset's point of view: outbound = it dialed. */
  call: { leg: string; conversation: string; direction: 'inbound' | 'outbound'; other: string; since: string } | null;
  auto_answer_ms: number | null;
  auto_hangup_ms: number | null;
  busy: boolean;
  unreachable: boolean;
}
export type PhoneSettings = Pick<PhoneView, 'auto_answer_ms' | 'auto_hangup_ms' | 'busy' | 'unreachable'>;
export type PhoneUpdate = { type: 'state'; phone: PhoneView } | TranscriptEvent;

export interface PhoneDeps {
  clock: SimClock;
  feed: Feed;
  legs: Legs;
  ringing: Ringing;
  exchange: Exchange;
  control: CallControl;
  media: Media;
}

export interface PhoneOwner {
  id: string;
  name: string;
  party: Extract<Party, { type: 'phone' | 'app' }>;
  /** Application of a user's handset. */
  application: Application | null;
}

/** A simulated phone of a number, or of a user until a Client SDK session replaces it. */
export function createPhone(owner: PhoneOwner, deps: PhoneDeps) {
  const { clock, feed, legs, ringing, exchange, control, media } = deps;
  const { party, application } = owner;
  const transcript = createTranscript(clock);
  const listeners = new Set<(update: PhoneUpdate) => void>();
  const settings: PhoneSettings = { auto_answer_ms: null, auto_hangup_ms: null, busy: false, unreachable: false };
  let state: PhoneState = 'idle';
  let leg: Leg | null = null;
  let since = clock.now();
  let timer: Timer | null = null;
  /** The browser that shows this handset, if any. */
  let ear: Peer | null = null;

  function view(): PhoneView {
    const call = leg && {
      leg: leg.uuid,
      conversation: leg.room.id,
      direction: leg.direction === 'inbound' ? ('outbound' as const) : ('inbound' as const),
      other: nameOf(leg.direction === 'inbound' ? leg.to : leg.from),
      since: since.toISOString(),
    };
    return {
      id: owner.id,
      name: owner.name,
      number: party.type === 'phone' ? party.number : null,
      user: party.type === 'app' ? party.user : null,
      application_id: application?.id ?? null,
      state,
      call,
      ...settings,
    };
  }

  function change(to: PhoneState, of: Leg | null): void {
    state = to;
    leg = of;
    since = clock.now();
    if (timer) clock.clear(timer);
    timer = null;
    listenIn();
    publishState();
  }

  /** Connects the handset's browser to the sound of its call. */
  function listenIn(): void {
    if (ear && leg && state !== 'ringing') media.attach(leg, ear);
  }

  function publishState(): void {
    const update: PhoneUpdate = { type: 'state', phone: view() };
    for (const listener of listeners) listener(update);
  }

  function note(event: { type: string; [detail: string]: unknown }): void {
    const written = transcript.add(event);
    for (const listener of listeners) listener(written);
    feed.publish({ ...written, phone: owner.id, ...(leg && { leg: leg.uuid, conversation: leg.room.id }) });
  }

  const device: Device = {
    id: owner.id,
    number: party.type === 'phone' ? party.number : null,
    user: party.type === 'app' && application ? { application: application.id, name: party.user, region: null } : null,
    unreachable: () => settings.unreachable,
    free: () => state === 'idle' && !settings.busy,
    ring(calling): void {
      transcript.begin();
      change('ringing', calling);
      note({ type: 'ringing', from: nameOf(calling.from) });
      const wait = settings.auto_answer_ms;
      if (wait !== null && leg === calling) timer = clock.setTimeout(() => ringing.answer(calling, device), wait);
    },
    stopRinging: (calling, by, reason) => finish(calling, by, reason),
    connected(talking): void {
      if (talking.device !== device) return;
      change('talking', talking);
      note({ type: 'answered', by: nameOf(talking.to) });
      const wait = settings.auto_hangup_ms;
      if (wait !== null) timer = clock.setTimeout(() => legs.hangUp(talking, 'me', 'hangup'), wait);
    },
    hear: (sound: Sound) => note(sound),
    ended: (talking, by, reason) => finish(talking, by, reason),
  };

  function finish(ended: Leg, by: EndedBy, reason: string): void {
    if (leg !== ended) return;
    note({ type: 'ended', by, reason });
    change('idle', null);
    if (ear && reason === 'busy') media.playBusy(ear);
  }

  function place(to: string, make: () => Dialled, context?: Record<string, unknown>): PhoneView {
    if (state !== 'idle') throw notPossibleNow('The handset is in a call.');
    transcript.begin();
    note({ type: 'dialling', to });
    const dialled = make();
    if ('refused' in dialled) {
      note({ type: 'ended', by: 'platform', reason: dialled.refused });
      return view();
    }
    change('dialling', dialled.leg);
    exchange.proceed(dialled.leg, context);
    return view();
  }

  return {
    id: owner.id,
    device,
    view,
    /** @param after only events with a greater number */
    transcript: (after: number) => transcript.after(after),

    /** @returns a function that ends the subscription */
    listen(listener: (update: PhoneUpdate) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /**
     * Dials a number; a user's handset places a server call to it.
     * @param straightTo id of the application to call, whoever owns the number
     * @param shown what the network writes in place of its number, such as `Unknown`
     */
    dial: (to: string, straightTo?: string, shown?: string): PhoneView =>
      application && party.type === 'app'
        ? place(to, () => exchange.serverCall(device, application, party.user, { to }), { to })
        : place(to, () =>
            exchange.dial(device, shown === undefined ? party : { type: 'phone', number: shown }, to, straightTo),
          ),

    /** A user's call to the application, with a custom context. */
    serverCall(context: Record<string, unknown>): PhoneView {
      if (!application || party.type !== 'app') throw notPossibleNow('Only a user’s handset can place a server call.');
      const to = typeof context.to === 'string' ? context.to : '';
      return place(to, () => exchange.serverCall(device, application, party.user, context), context);
    },

    answer(): PhoneView {
      if (state !== 'ringing' || !leg) throw notPossibleNow('The handset does not ring.');
      ringing.answer(leg, device);
      return view();
    },

    reject(): PhoneView {
      if (state !== 'ringing' || !leg) throw notPossibleNow('The handset does not ring.');
      ringing.reject(leg, device);
      return view();
    },

    hangUp(): PhoneView {
      if (!leg) throw notPossibleNow('The handset is in no call.');
      if (state === 'ringing') ringing.reject(leg, device);
      else legs.hangUp(leg, 'me', 'hangup');
      return view();
    },

    keys(digits: string): PhoneView {
      if (state !== 'talking' || !leg) throw notPossibleNow('The handset is in no call.');
      control.press(leg, digits);
      return view();
    },

    say(text: string): PhoneView {
      if (state !== 'talking' || !leg) throw notPossibleNow('The handset is in no call.');
      note({ type: 'spoke', text });
      control.say(leg, text, who(leg));
      return view();
    },

    /**
     * Connects a browser that shows this handset to the sound of this and later calls.
     * @param sdp its offer
     * @returns the answer, and a function to call when the browser is gone
     * @throws SimError 409 if the offer is not valid
     */
    async connectSound(sdp: string): Promise<{ sdp: string; close: () => void }> {
      const peer = await media.newPeer();
      const answer = await peer.answer(sdp).catch(() => {
        peer.close();
        throw notPossibleNow('The offer is no offer of sound.');
      });
      ear?.close();
      ear = peer;
      listenIn();
      const close = () => {
        peer.close();
        if (ear === peer) ear = null;
      };
      return { sdp: answer, close };
    },

    set(wanted: Partial<PhoneSettings>): PhoneView {
      Object.assign(settings, wanted);
      publishState();
      return view();
    },
  };
}

export type Phone = ReturnType<typeof createPhone>;
