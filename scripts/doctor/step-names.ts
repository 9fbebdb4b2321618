/** The parts of a run, by their names in --json. */
export const STEP_NAMES = [
  'prepare',
  'account',
  'session',
  'menu',
  'agentCall',
  'hold',
  'room',
  'ringAgent',
  'reload',
  'oldSession',
  'regionChange',
  'cleanUp',
] as const;
export type StepName = (typeof STEP_NAMES)[number];
