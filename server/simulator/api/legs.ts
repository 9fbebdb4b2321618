import type { FastifyInstance } from 'fastify';
import { readInput } from '../http/input.js';
import { type Leg, partyOf, who } from '../network/leg.js';
import { hears } from '../network/rooms.js';
import type { Voice } from '../network/voice.js';

/** Who currently hears whom, and what is played to whom: docs/simulator.md. */
export function legsApi(app: FastifyInstance, { legs, control }: Voice): void {
  app.get('/simulator/legs', (request) => {
    const application = readInput(request.query).text('application_id');
    const wanted = legs.all().filter((leg) => !application || leg.application.id === application);
    return { legs: wanted.map((leg) => legView(leg, control.playingTo(leg))) };
  });
}

/** A leg as `GET /simulator/legs` tells it. */
export interface LegNow {
  leg: string;
  /** Null for a call between two telephones. */
  application_id: string | null;
  /** Whose end it is: one of the two. */
  user?: string;
  number?: string;
  direction: Leg['direction'];
  status: Leg['status'];
  conversation: string;
  /** Whether it takes part in the conversation's sound. */
  joined: boolean;
  muted: boolean;
  earmuffed: boolean;
  /** The legs whose voices reach this one. */
  hears: string[];
  /** The file that a request of the Voice API plays to it. */
  playing: string | null;
}

function legView(leg: Leg, playing: string | null): LegNow {
  return {
    leg: leg.uuid,
    application_id: leg.application.id || null,
    ...(partyOf(leg).type === 'app' ? { user: who(leg) } : { number: who(leg) }),
    direction: leg.direction,
    status: leg.status,
    conversation: leg.room.id,
    joined: leg.joined,
    muted: leg.muted,
    earmuffed: leg.earmuffed,
    hears: [...leg.room.legs].filter((other) => hears(leg, other)).map(({ uuid }) => uuid),
    playing,
  };
}
