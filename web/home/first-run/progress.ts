export const STEPS = ['connect', 'application', 'number', 'users', 'callers'] as const;
export type Step = (typeof STEPS)[number];

export interface SetUp {
  connected: boolean;
  applications: number;
  /** Numbers of the application that can take calls. */
  numbers: number;
  users: number;
}

/** @returns the first step that is not done; undefined when callers can be answered. */
export function nextStep({ connected, applications, numbers, users }: SetUp): Step | undefined {
  if (!connected) return 'connect';
  if (applications === 0) return 'application';
  if (numbers === 0) return 'number';
  if (users === 0) return 'users';
  return undefined;
}
