import type { TFunction } from 'i18next';

/**
 * @param one a call or a leg, with its status and direction in any case
 * @returns the word for its status. Only a caller abandons a call; who placed one has canceled it, or got no answer.
 */
export function statusWord({ status, direction }: { status: string; direction: string | null }, t: TFunction): string {
  const key = status.toUpperCase();
  const placed = direction?.toUpperCase() === 'OUTBOUND' ? [`calls.placedStatus.${key}`] : [];
  return t([...placed, `calls.status.${key}`, 'calls.status.other'], { status });
}

/** Facts of a leg that say what became of it. */
interface LegEnd {
  status: string;
  direction: string | null;
  detail: string | null;
  /** Whether its agent was not signed in. */
  signedOut: boolean;
}

/** @returns what became of a leg, with Vonage's finer reason where it says more: "Declined · invalid number" */
export function legWords(leg: LegEnd, t: TFunction): string {
  if (leg.signedOut) return t('calls.notSignedIn');
  const { detail } = leg;
  const why = detail && t([`calls.detail.${detail}`, 'calls.detail.other'], { detail });
  return [statusWord(leg, t), why].filter(Boolean).join(' · ');
}
