import { lazy, Suspense } from 'react';
import type { Simulator } from '../lib/handset/handset';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { usePhones } from './use-phones';

/**
 * Loaded lazily: it reads typed numbers, and the numbering plans of all countries are larger than the rest of the page.
 */
const Telephone = lazy(async () => ({ default: (await import('./telephone')).Telephone }));

/** One simulated phone, next to other content. @param dialTo E.164 without `+`. */
export function FirstPhone({ simulator, dialTo }: { simulator: Simulator; dialTo?: string }) {
  const { phones, error, retry } = usePhones(simulator);
  if (error) return <ProblemAlert error={error} onRetry={retry} />;
  const [first] = phones ?? [];
  if (!first) return <LoadingRows />;
  return (
    <Suspense fallback={<LoadingRows />}>
      <Telephone simulator={simulator} number={first} dialTo={dialTo} />
    </Suspense>
  );
}
