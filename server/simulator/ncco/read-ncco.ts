import { parseForeignJson } from '../../json-depth.js';
import { checkNcco, coerceNcco, type NccoFinding } from '../../vonage/check-ncco.js';
import type { Ncco } from '../../vonage/ncco.js';

/** The `reason` of the error webhook (Vonage: webhooks §3.7). */
export const SYNTAX_ERROR = 'Syntax error in NCCO. Invalid value type or action.';

/**
 * Reads an NCCO as leniently as Vonage: values that can be converted are; one error refuses the whole list.
 * @param value JSON text from a webhook's reply, or a value inside a request
 */
export function readNcco(value: unknown): { ncco: Ncco } | { findings: NccoFinding[] } {
  const parsed = typeof value === 'string' ? parse(value) : value;
  const findings = checkNcco(parsed).filter((one) => one.severity === 'error');
  return findings.length === 0 ? { ncco: coerceNcco(parsed) } : { findings };
}

function parse(text: string): unknown {
  try {
    return parseForeignJson(text);
  } catch {
    return null;
  }
}
