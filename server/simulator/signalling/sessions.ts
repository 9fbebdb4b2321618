import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import type { Region } from '../../../shared/regions.js';
import type { Application, Cloud, User } from '../account/cloud.js';
import type { SimClock, Timer } from '../control/clock.js';
import type { Settings } from '../deps.js';
import { allows } from '../http/acl.js';
import type { Auth, Caller } from '../http/auth.js';
import { SimError } from '../http/errors.js';
import type { Devices } from '../network/devices.js';
import type { Device } from '../network/leg.js';
import type { Ringing } from '../network/ringing.js';

/** How long a disconnected socket may take to return before the session stops being a device. */
const COMES_BACK_MS = 20_000;
const MOST_OF_ONE_USER = 50;
const MOST_WAITING = 500;
const REFUSED_CLOSES_MS = 5000;

/** A signed-in Client SDK, one of the user's devices. */
export interface Session {
  /** `SES-…` */
  readonly id: string;
  readonly user: User;
  readonly application: Application;
  readonly device: Device;
  send(type: string, event: object): void;
}

interface Kept extends Session {
  socket: Socket | null;
  /** Messages to send once the socket is back. */
  waiting: [type: string, event: object][];
  /** Whether its device is unreachable until the session returns. */
  withdrawn: boolean;
  withdrawal: Timer | null;
  expiry: NodeJS.Timeout | null;
  /** Ends it when it has been without a socket for too long. */
  oldAge: Timer | null;
}

/** What is said to a session id that is unknown; null = nothing (Vonage: real-cloud row 14). */
const STALE = { invalid: 'session:error:invalid', unknown_error: 'session:error:gone', silence: null };

interface SessionsDeps {
  settings: Pick<Settings, 'sessionLifeMs' | 'manners'>;
  auth: Auth;
  cloud: Cloud;
  clock: SimClock;
  devices: Devices;
  ringing: Ringing;
  /** The device of a session. */
  deviceOf: (session: Pick<Session, 'id' | 'user' | 'application' | 'send'>) => Device;
  /** What a reloaded page must receive again: invitations that still ring. */
  invitations: (session: Session) => Promise<object[]>;
}

/** The Client SDK's sessions: opened with a token, resumed by id, closed by sign-out or when the token expires. */
export function createSessions({
  auth,
  cloud,
  clock,
  devices,
  ringing,
  deviceOf,
  invitations,
  settings,
}: SessionsDeps) {
  const sessions = new Map<string, Kept>();

  const ofUser = (application: string, region: Region, name: string): Session[] =>
    [...sessions.values()].filter(
      ({ application: { id }, user }) => id === application && user.region === region && user.name === name,
    );

  function make(user: User, application: Application): Kept {
    const base = {
      id: `SES-${randomUUID()}`,
      user,
      application,
      send(type: string, event: object): void {
        if (kept.socket) kept.socket.emit(type, event);
        else if (!kept.withdrawn && kept.waiting.push([type, event]) > MOST_WAITING) kept.waiting.shift();
      },
    };
    const kept: Kept = {
      ...base,
      device: deviceOf(base),
      socket: null,
      waiting: [],
      withdrawn: true,
      withdrawal: null,
      expiry: null,
      oldAge: null,
    };
    sessions.set(kept.id, kept);
    return kept;
  }

  function withdraw(session: Kept): void {
    clock.clear(session.withdrawal);
    session.withdrawal = null;
    session.waiting = [];
    if (session.withdrawn) return;
    session.withdrawn = true;
    devices.remove(session.device);
    ringing.gone(session.device);
  }

  function end(session: Kept): void {
    sessions.delete(session.id);
    clock.clear(session.oldAge);
    if (session.expiry) clearTimeout(session.expiry);
    const { socket } = session;
    session.socket = null;
    socket?.disconnect(true);
    withdraw(session);
  }

  /** The session ends when its token expires, in real time. */
  function expireWith(session: Kept, { claims }: Caller): void {
    if (session.expiry) clearTimeout(session.expiry);
    const seconds = claims.exp ?? claims.iat! + 900;
    session.expiry = setTimeout(() => end(session), Math.max(0, seconds * 1000 - Date.now()));
    session.expiry.unref();
  }

  /** @returns who signs in, or the event that refuses it */
  function check(token: string, request: IncomingMessage): { caller: Caller; user: User } | { refused: string } {
    let caller: Caller;
    try {
      caller = auth.token(token, request);
    } catch (error) {
      if (!(error instanceof SimError)) throw error;
      const expired = error.more.code === 'system:error:expired-token';
      return { refused: expired ? 'system:error:expired-token' : 'system:error:invalid-token' };
    }
    const user = caller.sub === undefined ? undefined : cloud.user(caller.application.id, caller.region, caller.sub);
    if (!user) return { refused: 'user:error:invalid-user' };
    if (!allows(caller.claims.acl, 'POST', '/v0.3/sessions')) return { refused: 'system:error:permission' };
    return { caller, user };
  }

  function find(id: unknown, user: User, application: Application): Kept | { refused: string | null } {
    if (id === undefined) {
      const open = [...sessions.values()].filter((one) => one.user === user);
      if (open.length < MOST_OF_ONE_USER) return make(user, application);
      const left = open.find((one) => !one.socket);
      if (!left) return { refused: 'session:error:max-open-sessions' };
      end(left);
      return make(user, application);
    }
    const known = sessions.get(String(id));
    return known?.user === user ? known : { refused: STALE[settings.manners.stale_session] };
  }

  /** Whether it is a session of that user, in that region. */
  function belongsTo({ application, user }: Session, caller: Caller): boolean {
    return application === caller.application && user.name === caller.sub && user.region === caller.region;
  }

  function refuse(socket: Socket, event: string): void {
    socket.emit(event, { body: {} });
    setTimeout(() => socket.disconnect(true), REFUSED_CLOSES_MS).unref();
  }

  async function connect(socket: Socket): Promise<unknown> {
    const { query } = socket.handshake;
    const checked = check(String(query.token ?? ''), socket.request);
    if ('refused' in checked) return refuse(socket, checked.refused);
    const { caller, user } = checked;
    const session = find(query.session_id, user, caller.application);
    if ('refused' in session) return session.refused && refuse(socket, session.refused);

    const before = session.socket;
    session.socket = null;
    before?.disconnect(true);
    clock.clear(session.withdrawal);
    clock.clear(session.oldAge);
    expireWith(session, caller);
    socket.on('session:logout', () => session.socket === socket && end(session));
    socket.on('disconnect', () => session.socket === socket && awaitReturn(session));

    // A page sends its version when it signs in but not when its socket reconnects, so a page with a version was
    // reloaded.
    const reloaded = query.SDK_version !== undefined;
    if (reloaded) session.waiting = [];
    const pending = reloaded ? await invitations(session) : [];
    if (!sessions.has(session.id)) return socket.disconnect(true);
    const body = { id: session.id, user_id: user.id, name: user.name, api_key: cloud.account.apiKey };
    socket.emit('session:success', { body: { ...body, ...(pending.length > 0 && { pending_events: pending }) } });
    session.socket = socket;
    for (const [type, event] of session.waiting.splice(0)) socket.emit(type, event);
    if (session.withdrawn) {
      session.withdrawn = false;
      devices.add(session.device);
    }
    if (!socket.connected) awaitReturn(session);
  }

  function awaitReturn(session: Kept): void {
    session.socket = null;
    session.withdrawal = clock.setTimeout(() => withdraw(session), COMES_BACK_MS);
    session.oldAge = clock.setTimeout(() => end(session), settings.sessionLifeMs);
  }

  return {
    connect,
    ofUser,
    belongsTo,
    get: (id: string): Session | undefined => sessions.get(id),

    /** @throws SimError 404 if the session belongs to another user */
    refresh(id: string, caller: Caller): void {
      const session = sessions.get(id);
      if (!session || !belongsTo(session, caller)) {
        throw new SimError(404, 'Not found', 'Session does not exist, or you do not have access.', {
          code: 'session:error:not-found',
        });
      }
      expireWith(session, caller);
    },

    close(): void {
      for (const session of [...sessions.values()]) end(session);
    },
  };
}

export type Sessions = ReturnType<typeof createSessions>;
