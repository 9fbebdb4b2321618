import { badInput, fail } from '../errors.js';
import { checkNcco, type NccoFinding } from '../vonage/check-ncco.js';
import { checkMenu } from './check-menu.js';
import { fillPreset } from './compile-preset.js';
import type { PresetText } from './guide-presets.js';
import type { MenuChoice } from './presets.table.js';

const MOST_CHARACTERS = 100_000;
const MOST_LEVELS = 30;
/** Sample values for all placeholders. */
const SAMPLE = {
  facts: { to: '447700900123', from: '447700900001' },
  outgoingNumber: '447700900123',
  dtmfUrl: 'https://example.com/webhooks/sample/dtmf',
};

/**
 * Checks a template: an NCCO with placeholders, which are filled with sample facts first. An empty list is allowed; a
 * caller then hears a sentence. Unknown keys are errors, for we write this NCCO ourselves.
 * @param field the input path that is named when it is too large to be looked at
 * @throws BAD_INPUT when it is nested more than 30 levels deep or longer than 100 000 characters
 */
export function checkTemplate(template: unknown, field: string): NccoFinding[] {
  if (isDeeper(template, MOST_LEVELS)) {
    throw badInput(field, 'tooDeep', `The NCCO is nested more than ${MOST_LEVELS} levels deep.`, { max: MOST_LEVELS });
  }
  if ((JSON.stringify(template) ?? '').length > MOST_CHARACTERS) {
    throw badInput(field, 'tooLong', `The NCCO is longer than ${MOST_CHARACTERS} characters.`, {
      max: MOST_CHARACTERS,
    });
  }
  if (!Array.isArray(template) || template.length === 0) return checkNcco(template);
  const filled = fillPreset({ kind: 'custom', ncco: template, menu: [] }, SAMPLE);
  return checkNcco(filled, { unknownKeys: 'error' });
}

/**
 * Validated template.
 * @throws INVALID_NCCO with the findings, BAD_INPUT
 */
export function checkedText({ ncco, menu }: { ncco: unknown; menu: MenuChoice[] }): PresetText {
  const findings = checkTemplate(ncco, 'input.ncco');
  if (findings.some((one) => one.severity === 'error')) {
    throw fail('INVALID_NCCO', 'This NCCO isn’t valid for Vonage.', { field: 'input.ncco', findings });
  }
  return { ncco: ncco as unknown[], menu: checkMenu(menu, 'input.menu') };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}
