import type { Ncco } from './ncco.js';
import { crossFindings } from './ncco-cross-rules.js';
import { at, type FindingSeverity, finding, type NccoFinding } from './ncco-findings.js';
import { readKeys } from './ncco-reader.js';
import type { Keys } from './ncco-rule-kinds.js';
import { ACTION_RULES, GONE_ACTIONS } from './ncco-rules.js';

export type { NccoFinding } from './ncco-findings.js';

const MOST_FINDINGS = 100;
const ACTIONS: Record<string, Keys> = ACTION_RULES;

interface Options {
  /** Vonage does not document unknown keys: they are errors when an NCCO is written, and warnings when it runs. */
  unknownKeys?: FindingSeverity;
}

/**
 * Checks an NCCO against Vonage's rules (ncco §1-9). Never throws.
 * @param value parsed JSON
 * @returns errors and warnings, in order of the actions; at most 100, plus one that says so
 */
export function checkNcco(value: unknown, options: Options = {}): NccoFinding[] {
  return readNcco(value, options).findings;
}

/**
 * Reads an NCCO as Vonage does: "45" is 45 and "true" is true where a number or a boolean belongs, and a single value is
 * a list where old samples write it so. Only sound when there is no finding of severity `error`.
 */
export function coerceNcco(value: unknown): Ncco {
  return readNcco(value, {}).ncco;
}

function readNcco(value: unknown, { unknownKeys = 'warning' }: Options): { ncco: Ncco; findings: NccoFinding[] } {
  if (!Array.isArray(value)) return { ncco: [], findings: [finding('$', 'notAList')] };
  const findings: NccoFinding[] = [];
  const actions: Record<string, unknown>[] = [];
  for (const [index, item] of value.entries()) {
    if (findings.length > MOST_FINDINGS) break;
    actions.push(readAction(item, at('$', index), findings));
  }
  findings.push(...crossFindings(actions));
  findings.sort((left, right) => placeOf(left) - placeOf(right));
  const shown = findings.slice(0, MOST_FINDINGS);
  if (findings.length > MOST_FINDINGS) shown.push(finding('$', 'moreFindings', { max: MOST_FINDINGS }));
  return {
    ncco: actions as unknown as Ncco,
    findings: shown.map((one) => (one.code === 'unknownKey' ? { ...one, severity: unknownKeys } : one)),
  };
}

/** Index of the action that a finding is about. */
const placeOf = (one: NccoFinding) => Number(/^\$\[(\d+)\]/.exec(one.path)?.[1] ?? -1);

function readAction(item: unknown, path: string, findings: NccoFinding[]): Record<string, unknown> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    findings.push(finding(path, 'notAnAction'));
    return {};
  }
  const { action, ...rest } = item as Record<string, unknown>;
  if (action === undefined) {
    findings.push(finding(path, 'actionMissing'));
    return {};
  }
  if (typeof action !== 'string' || !Object.hasOwn(ACTIONS, action)) {
    const gone = typeof action === 'string' && GONE_ACTIONS.includes(action);
    const shown = typeof action === 'string' ? action : typeof action;
    const allowed = Object.keys(ACTIONS).join(', ');
    findings.push(
      finding(at(path, 'action'), gone ? 'actionGone' : 'actionUnknown', { action: shown, ...(!gone && { allowed }) }),
    );
    return {};
  }
  return { action, ...readKeys(ACTIONS[action]!, rest, path, findings) };
}
