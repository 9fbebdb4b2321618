import type { EndReason } from './line-state';

/** Why the SDK says that a call has ended. */
export const HANG_UPS: Record<string, EndReason> = {
  LOCAL_HANGUP: 'me',
  REMOTE_HANGUP: 'hungUp',
  REMOTE_REJECT: 'rejected',
  REMOTE_NO_ANSWER_TIMEOUT: 'noAnswer',
  MEDIA_TIMEOUT: 'soundLost',
};
/** The SDK's reasons why a call stopped ringing. */
export const CANCELS: Record<string, EndReason> = {
  RemoteCancel: 'callerGone',
  RemoteTimeout: 'missed',
  AnsweredElsewhere: 'answeredElsewhere',
  RejectedElsewhere: 'rejectedElsewhere',
};

/** The answer came too late: another device of the user has the call. */
export const TAKEN = /member-already-joined/;

/** The invitation is over, or another device has taken it: the SDK says which of them within moments. */
export const OVER = /invalid_call_action/;
