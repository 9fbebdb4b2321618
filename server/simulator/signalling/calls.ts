import { randomUUID } from 'node:crypto';
import type { SimClock, Timer } from '../control/clock.js';
import type { Caller } from '../http/auth.js';
import { missing, SimError, tooMany } from '../http/errors.js';
import type { CallControl } from '../network/call-control.js';
import type { Exchange } from '../network/exchange.js';
import type { Room } from '../network/leg.js';
import { isLive, type Leg, partyOf } from '../network/leg.js';
import type { Legs } from '../network/legs.js';
import type { Ringing } from '../network/ringing.js';
import type { Rooms } from '../network/rooms.js';
import type { Connections } from './connections.js';
import type { CallMember, CallMembers } from './members.js';
import { type Message, memberJoined } from './messages.js';
import type { Session, Sessions } from './sessions.js';

/** A browser with sound must send its knocking request within this time. */
const KNOCKS_WITHIN_MS = 15_000;
/** Per session; each holds a connection from before it is known what it is for. */
const MOST_CALLS = 20;

interface SdkCallsDeps {
  clock: SimClock;
  legs: Legs;
  rooms: Rooms;
  ringing: Ringing;
  exchange: Exchange;
  control: CallControl;
  members: CallMembers;
  connections: Connections;
  sessions: Sessions;
  tellOf: (leg: Leg, to: Iterable<Pick<Session, 'send'>>, message: Message, member?: CallMember) => void;
  unattended: (work: Promise<unknown>) => void;
}

const refusal = (code: string, detail: string) => new SimError(400, 'Bad Request', detail, { code });

/** What a signed-in user can do with calls. Users see their own legs and those in conversations that they are in. */
export function createSdkCalls(deps: SdkCallsDeps) {
  const { clock, legs, rooms, ringing, exchange, control, members, connections, sessions, tellOf } = deps;
  /** Legs of browsers that have sound but have not sent their knocking request. */
  const unknocked = new Map<string, { session: Session; timer: Timer }>();
  const knocks = new Map<string, Leg>();

  const isOwn = (leg: Leg, { application, region, sub }: Caller): boolean => {
    const party = partyOf(leg);
    const isHere = leg.application === application && leg.room.region === region;
    return isHere && party.type === 'app' && party.user === sub;
  };

  /** The live conversation in which the user has a leg. @throws SimError 404 */
  function roomOf(caller: Caller, id: string): Room {
    const room = rooms.live(id);
    if (!room || ![...room.legs].some((leg) => isOwn(leg, caller))) throw missing('Conversation');
    return room;
  }

  /** The user's own leg of that member. @throws SimError 404 */
  function memberLeg(caller: Caller, conversation: string, member: string): Leg {
    const room = roomOf(caller, conversation);
    const leg = [...room.legs].find((one) => isOwn(one, caller) && members.of(one).id === member);
    if (!leg) throw missing('Member');
    return leg;
  }

  /** @throws SimError 404 */
  function ownLeg(caller: Caller, id: string): Leg {
    const leg = legs.find(id);
    if (!leg || !isOwn(leg, caller)) throw missing('Leg');
    return leg;
  }

  /** @throws SimError 404 */
  function sessionOf(caller: Caller, id: string): Session {
    const session = sessions.get(id);
    if (!session || !sessions.belongsTo(session, caller)) throw missing('Session');
    return session;
  }

  const callsOf = (session: Session): number =>
    [...unknocked.values()].filter((one) => one.session === session).length +
    legs.all().filter((leg) => leg.device === session.device).length;

  /** @throws SimError 400 */
  async function negotiate<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw refusal('rtc:error:invalid-sdp', `The SDP cannot be used: ${(error as Error).message}`);
    }
  }

  return {
    isOwn,
    roomOf,
    memberLeg,

    /** A leg in a conversation that the user is in. @throws SimError 404 */
    legSeenBy(caller: Caller, id: string): Leg {
      const leg = legs.find(id);
      if (!leg) throw missing('Leg');
      if (!isOwn(leg, caller)) roomOf(caller, leg.room.id);
      return leg;
    },

    memberOf: (leg: Leg): CallMember => members.of(leg),

    /** First step of a server call: the sound. @returns the leg's id and the SDP answer */
    async open(caller: Caller, sessionId: string, sdp: string): Promise<{ id: string; sdp: string }> {
      const session = sessionOf(caller, sessionId);
      if (callsOf(session) >= MOST_CALLS)
        throw tooMany(`A session holds ${MOST_CALLS} calls at once.`, KNOCKS_WITHIN_MS / 1000);
      const id = randomUUID();
      const giveUp = () => {
        unknocked.delete(id);
        connections.close(id);
      };
      // Counted before the sound is ready, so that simultaneous requests count too.
      const timer = clock.setTimeout(giveUp, KNOCKS_WITHIN_MS);
      unknocked.set(id, { session, timer });
      try {
        return { id, sdp: await negotiate(connections.answer(id, sdp)) };
      } catch (error) {
        clock.clear(timer);
        giveUp();
        throw error;
      }
    },

    /**
     * Second step: asks the application what to do.
     * @returns the knocker's id, and what to do once the response is sent
     * @throws SimError 400, 404
     */
    knock(caller: Caller, sessionId: string, id: string, context: Record<string, unknown>) {
      const session = sessionOf(caller, sessionId);
      const waiting = unknocked.get(id);
      if (waiting?.session !== session) throw missing('Leg');
      const dialled = exchange.serverCall(session.device, session.application, session.user.name, context, id);
      if ('refused' in dialled) {
        throw refusal('voice:error:cannot-route', 'The application has no answer URL.');
      }
      clock.clear(waiting.timer);
      unknocked.delete(id);
      const { leg } = dialled;
      const knocker = `knocker:${randomUUID()}`;
      knocks.set(knocker, leg);
      leg.watchers.add({ ended: () => knocks.delete(knocker) });
      return {
        id: knocker,
        proceed(): void {
          if (!isLive(leg)) return;
          connections.open(leg);
          tellOf(leg, [session], memberJoined(leg, members.of(leg)));
          exchange.proceed(leg, context);
        },
      };
    },

    /** The user gives up before the second step. */
    stopKnocking(caller: Caller, knocker: string): void {
      const leg = knocks.get(knocker);
      if (leg && isOwn(leg, caller)) legs.hangUp(leg, 'me', 'hangup');
    },

    /** First step of an answer: the first of several devices gets the call. @throws SimError 404, 409 */
    join(caller: Caller, sessionId: string, conversation: string, member: string): void {
      const session = sessionOf(caller, sessionId);
      const leg = memberLeg(caller, conversation, member);
      if (leg.device === session.device) return;
      if (leg.answeredAt || leg.direction === 'inbound') {
        throw new SimError(409, 'Conflict', 'The call has been answered elsewhere.', {
          code: 'conversation:error:member-already-joined',
        });
      }
      ringing.answer(leg, session.device);
    },

    /** Second step: the sound. @throws SimError 400, 404 */
    accept(caller: Caller, id: string, sdp: string): Promise<void> {
      return negotiate(connections.accept(ownLeg(caller, id), sdp));
    },

    /** Gives an existing call a new connection, from this session. @throws SimError 400, 404 */
    async reconnect(caller: Caller, sessionId: string, id: string, sdp: string): Promise<() => void> {
      const session = sessionOf(caller, sessionId);
      const leg = ownLeg(caller, id);
      const answer = await negotiate(connections.answer(id, sdp));
      leg.device = session.device;
      connections.open(leg);
      const body = { rtc_id: id, answer };
      return () => tellOf(leg, [session], { type: 'rtc:answer', body });
    },

    /** Rejects a ringing call, hangs up a connected one. @throws SimError 404 */
    leave(caller: Caller, conversation: string, member: string): void {
      const leg = memberLeg(caller, conversation, member);
      const rings = leg.direction === 'outbound' && !leg.answeredAt;
      const [device] = sessions
        .ofUser(caller.application.id, caller.region, caller.sub!)
        .map((session) => session.device);
      if (rings && device) ringing.reject(leg, device);
      else legs.hangUp(leg, 'me', 'hangup');
    },

    mute: (leg: Leg, on: boolean) => legs.mute(leg, on),
    earmuff: (leg: Leg, on: boolean) => legs.earmuff(leg, on),
    press: (leg: Leg, digits: string) => control.press(leg, digits),

    /** Speaks to everyone in the leg's conversation. */
    say(leg: Leg, said: { text: string; loop: number }): void {
      for (const other of leg.room.legs) if (other.joined) control.talk(other, said);
    },
  };
}
