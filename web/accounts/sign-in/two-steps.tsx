import { lazy, type ReactNode, Suspense } from 'react';
import { problemOf } from '../../lib/problem';

const CodeStep = lazy(async () => ({ default: (await import('./code-step')).CodeStep }));

interface TwoStepsProps {
  /** Error of the first step. */
  error: unknown;
  onSignedIn: () => void;
  onBack: () => void;
  /** The first step. */
  children: ReactNode;
}

/** A sign-in; once the server asks for a code, the field for it replaces the first step. */
export function TwoSteps({ error, onSignedIn, onBack, children }: TwoStepsProps) {
  if (!error || problemOf(error).rule !== 'secondFactor') return children;
  return (
    <Suspense>
      <CodeStep onSignedIn={onSignedIn} onBack={onBack} />
    </Suspense>
  );
}
