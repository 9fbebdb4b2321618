import type { Actor } from '../actor.js';
import type { AuditValues } from './audit.table.js';

/**
 * Who did it. Without `memberId` it was somebody who did not prove who it is, such as one with a wrong password; `app` is the
 * name of an application, whose key was all that was shown.
 */
export type AuditActor = Pick<Actor, 'accountId' | 'address'> &
  Partial<Pick<Actor, 'memberId' | 'via' | 'apiKey'>> & { app?: string };

export interface AuditRecord {
  /** `noun.pastVerb`; the web has the sentence as `audit.action.<action>`. */
  action: string;
  target: { kind: string; id: string; name: string };
  /** What may be shown of the thing as it was; a secret is BLANKED or left out. */
  before?: AuditValues;
  after?: AuditValues;
}
