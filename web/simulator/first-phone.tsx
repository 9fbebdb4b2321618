import { lazy, Suspense } from 'react';
import type { Simulator } from '../lib/handset';
import { LoadingRows } from '../ui/loading';
import { ProblemAlert } from '../ui/problem-alert';
import { usePhones } from './use-phones';

/** It reads what is dialled, and the numbering plans of all countries are more than the page around it. */
const Telephone = lazy(async () => ({ default: (await import('./telephone')).Telephone }));

/** One telephone of the simulator, beside other things. @param dialTo E.164 without `+`. */
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
