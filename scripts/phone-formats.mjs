import { createRequire } from 'node:module';
import { Metadata } from 'libphonenumber-js/min';

const { country_calling_codes: codes, nonGeographic } = createRequire(import.meta.url)(
  'libphonenumber-js/min/metadata',
);
const KINDS = ['FIXED_LINE', 'MOBILE', 'TOLL_FREE', 'VOIP', 'PERSONAL_NUMBER', 'UAN'];

function planOf(region) {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(region);
  return metadata.numberingPlan;
}

function formatsOf(plan) {
  return plan.formats().map((format) => [
    format.pattern(),
    format
      .internationalFormat()
      .replace(/[-/().]+/g, ' ')
      .trim(),
    format.leadingDigitsPatterns().at(-1) ?? '',
  ]);
}

/** @returns patterns of a country's numbers that shares its calling code with a larger one. */
function looksOf(plan, larger) {
  const patterns = KINDS.map((kind) => plan.type(kind)?.pattern());
  const shared = [plan.nationalNumberPattern(), ...KINDS.map((kind) => larger.type(kind)?.pattern())];
  const own = patterns.filter((pattern) => pattern && !shared.includes(pattern));
  return plan.leadingDigits() || `(?:${own.join('|') || '!'})$`;
}

/**
 * International formats and countries of numbers, by calling code: `{ of: country, formats: [digits, groups,
 * beginning][], others: [country, looks][] }`. A third of libphonenumber's size; the full library is only needed for
 * reading typed numbers.
 */
export function phoneFormats() {
  const entries = Object.entries(codes).map(([code, [main, ...others]]) => [
    code,
    {
      of: main,
      formats: formatsOf(planOf(main)),
      // Morocco and Western Sahara have the same mobile numbers.
      others: others
        .filter((country) => country !== 'EH')
        .map((country) => [country, looksOf(planOf(country), planOf(main))]),
    },
  ]);
  const nobodys = Object.keys(nonGeographic).map((code) => [code, { formats: formatsOf(planOf(code)), others: [] }]);
  return `${JSON.stringify(Object.fromEntries([...entries, ...nobodys]))}\n`;
}
