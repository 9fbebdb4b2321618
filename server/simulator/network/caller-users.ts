import { randomUUID } from 'node:crypto';
import type { Cloud } from '../account/cloud.js';
import type { Settings } from '../deps.js';
import { partyOf } from './leg.js';
import type { LegEvents } from './leg-events.js';

/** Creates a user for everyone who calls from a phone, if that is the simulator's manner (Vonage: real-cloud row 15). */
export function createCallerUsers({
  cloud,
  settings,
  events,
}: {
  cloud: Cloud;
  settings: Settings;
  events: LegEvents;
}) {
  events.observe({
    status(leg, status) {
      const isCaller = leg.direction === 'inbound' && partyOf(leg).type === 'phone' && leg.application.id !== '';
      if (settings.manners.caller_users === 'none' || status !== 'started' || !isCaller) return;
      const name = `NAM-${randomUUID()}`;
      const { application, room } = leg;
      cloud.putUser({ id: `USR-${randomUUID()}`, applicationId: application.id, region: room.region, name });
    },
    moved() {},
    muted() {},
    earmuffed() {},
    pressed() {},
  });
}
