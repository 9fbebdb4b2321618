import type { FindingKey } from './finding-keys.js';
import { type MannerName, READINGS, type ReadingKey, type ReadingOf } from './readings.js';
import type { StepName } from './step-names.js';

export type Params = Record<string, string | number>;

/** `note`: it was found out, and the server works with it. */
export type FindingState = 'pass' | 'note' | 'skipped' | 'fail';

/** One thing that a step found. */
export interface Finding {
  key: FindingKey | ReadingKey;
  state: FindingState;
  params: Params;
  /** What Vonage does where its documentation is silent. */
  manner?: { name: MannerName; value: string };
}

/** How a step ended: `fail` if one finding did, `skipped` if nothing could be looked at. */
export interface StepResult {
  step: number;
  name: StepName;
  state: 'pass' | 'skipped' | 'fail';
  seconds: number;
  findings: Finding[];
}

/** Ends a step whose remaining checks make no sense. */
export class StepOver extends Error {
  override name = 'StepOver';
}

/** Collects what a step finds. @param tell receives each finding at once */
export function createReport(tell: (finding: Finding) => void) {
  const findings: Finding[] = [];
  function add(finding: Finding): void {
    findings.push(finding);
    tell(finding);
  }

  const report = {
    findings,
    pass: (key: FindingKey, params: Params = {}) => add({ key, state: 'pass', params }),
    note: (key: FindingKey, params: Params = {}) => add({ key, state: 'note', params }),
    skip: (key: FindingKey, params: Params = {}) => add({ key, state: 'skipped', params }),
    fail: (key: FindingKey, params: Params = {}) => add({ key, state: 'fail', params }),

    /** Passes or fails with the same key's two sentences. */
    check: (holds: boolean, good: FindingKey, bad: FindingKey, params: Params = {}) =>
      holds ? report.pass(good, params) : report.fail(bad, params),

    /** What Vonage does where its documentation is silent. */
    manner<Name extends MannerName>(name: Name, value: ReadingOf<Name>): void {
      const lost = (READINGS[name] as Record<string, string>)[value] === 'lost';
      const key = `${name}.${value}` as ReadingKey;
      add({ key, state: lost ? 'fail' : 'note', params: {}, manner: { name, value } });
    },

    /** Fails and ends the step. */
    stop(key: FindingKey, params: Params = {}): never {
      report.fail(key, params);
      throw new StepOver(key);
    },
  };
  return report;
}

export type Report = ReturnType<typeof createReport>;

export function stateOf(findings: Finding[]): StepResult['state'] {
  if (findings.some(({ state }) => state === 'fail')) return 'fail';
  return findings.every(({ state }) => state === 'skipped') ? 'skipped' : 'pass';
}
