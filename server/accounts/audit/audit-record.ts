import type { Actor } from '../actor.js';
import type { AuditValues } from './audit.table.js';

/**
 * Who did it. Without `memberId` the actor is unauthenticated, such as someone with a wrong password; `app` is the name
 * of an application if only its key was shown.
 */
export type AuditActor = Pick<Actor, 'accountId' | 'address'> &
  Partial<Pick<Actor, 'memberId' | 'via' | 'apiKey'>> & { app?: string };

export interface AuditRecord {
  /** `noun.pastVerb`; the web app has its text as `audit.action.<action>`. */
  action: string;
  target: { kind: string; id: string; name: string };
  /** Public values before the change; secrets are BLANKED or left out. */
  before?: AuditValues;
  after?: AuditValues;
}
