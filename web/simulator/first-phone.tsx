import { LoadingRows } from '../ui/loading';
import { ProblemAlert } from '../ui/problem-alert';
import { Telephone } from './telephone';
import { usePhones } from './use-phones';

/** One telephone of the simulator, beside other things. @param dialTo E.164 without `+`. */
export function FirstPhone({ simulator, dialTo }: { simulator: string; dialTo?: string }) {
  const { phones, error, retry } = usePhones(simulator);
  if (error) return <ProblemAlert error={error} onRetry={retry} />;
  const [first] = phones ?? [];
  return first ? <Telephone simulator={simulator} number={first} dialTo={dialTo} /> : <LoadingRows />;
}
