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
