/** How a call ended, from the point of view of the person outside. */
export const OUTCOME_KINDS = [
  'ANSWERED',
  'MISSED',
  'ABANDONED',
  'DECLINED',
  'TRANSFERRED',
  'LOST_IN_TRANSFER',
  'BLOCKED',
  'UNREACHABLE',
  'NO_ANSWER',
  'BUSY',
  'CANCELED',
  'FAILED',
] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** Outcomes of inbound calls that no one took, or whose caller was lost: any agent may call them back. */
export const NOT_TAKEN = [
  'MISSED',
  'ABANDONED',
  'DECLINED',
  'LOST_IN_TRANSFER',
  'FAILED',
] as const satisfies readonly OutcomeKind[];

/** Whether a caller was not taken; false while the call is live. */
export const isNotTaken = (call: { direction: string; outcome: OutcomeKind | null }): boolean =>
  call.direction === 'inbound' && NOT_TAKEN.some((kind) => kind === call.outcome);

/** Why a call ended this way. */
export const OUTCOME_REASONS = [
  'NOBODY_SIGNED_IN',
  'NOBODY_ANSWERED',
  'ALL_BUSY',
  'DECLINED',
  'CALLER_HUNG_UP',
  'IN_MENU',
  'CALL_FLOW',
  'CONNECTION_LOST',
  'NUMBER_NOT_FOUND',
  'OUT_OF_SERVICE',
  'SWITCHED_OFF',
  'RESTRICTED',
  'USER_NOT_FOUND',
  'NOT_A_NUMBER',
  'COUNTRY_NOT_ALLOWED',
  'PREMIUM_NUMBER',
  'HOURLY_LIMIT',
  'DAILY_LIMIT',
  'NOT_COUNTED',
  'NOBODY_RUNG',
  'TOO_MANY_CALLS',
  'CALL_FLOW_ERROR',
  'NO_CALL_FLOW',
  'VONAGE_ERROR',
] as const;
export type OutcomeReason = (typeof OUTCOME_REASONS)[number];

/** How a call ended, and why. */
export interface Outcome {
  kind: OutcomeKind;
  reason: OutcomeReason | null;
  /** The colleague whom it is about: transferred to, lost at, declined by. */
  userName: string | null;
  /** A number (E.164 digits without `+`), a country (ISO 3166 alpha-2), a limit, or Vonage's words. */
  detail: string | null;
}
