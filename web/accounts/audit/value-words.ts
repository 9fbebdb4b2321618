import type { i18n } from 'i18next';
import { countryName, formatEuro, formatPhone } from '../../lib/language/format';

/** Values that are words of ours, with the keys of their translations. */
const KEYS: Record<string, (value: string) => string> = {
  role: (value) => `accounts.role.${value.toUpperCase()}`,
  preset: presetKey,
  presetFromOutside: presetKey,
  presetFromAgent: presetKey,
  region: (value) => `applications.regions.${value}`,
  rule: (value) => `dialling.rule.${value.replace('dialling_', '').toUpperCase()}`,
  way: (value) => `dialling.way.${value.toUpperCase()}`,
  operation: (value) => `audit.operations.${value}`,
};

function presetKey(value: string): string {
  return `presets.kind.${value.toUpperCase()}`;
}

/** A value of an audit entry in the reader's words; text that has none is shown as it is. */
export function valueWords(name: string, value: unknown, i18n: i18n): string {
  const { t, exists, language } = i18n;
  if (value === null && (name === 'eventDays' || name === 'callDays')) return t('retention.forEver');
  if (value === null || value === undefined || value === '') return t('audit.nothing');
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') return value.toLocaleString(language);
  if (Array.isArray(value)) {
    if (value.length === 0) return t('audit.nothing');
    return value.map((one) => valueWords(name, one, i18n)).join(', ');
  }
  const text = String(value);
  const key = KEYS[name]?.(text);
  if (key && exists(key)) return t(key);
  if (name === 'scopes') return scopeWords(text, i18n);
  if ((name === 'country' || name === 'countries') && /^[A-Z]{2}$/.test(text)) return countryName(text, language);
  if (name === 'monthlyPrice') return formatEuro(text, language);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return new Date(text).toLocaleString(language);
  return formatPhone(text);
}

/** `numbers:write` → Numbers: Change. */
function scopeWords(scope: string, { t, exists }: Pick<i18n, 't' | 'exists'>): string {
  const [area = '', right = ''] = scope.toUpperCase().split(':');
  const [areaKey, rightKey] = [`keys.area.${area}`, `keys.right.${right}`];
  return exists(areaKey) && exists(rightKey) ? t('keys.may', { area: t(areaKey), right: t(rightKey) }) : scope;
}
