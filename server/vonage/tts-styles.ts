/**
 * Text-to-speech languages and their style numbers. Vonage may have more by now, so a missing one is no error. Facts:
 * Vonage's NCCO reference (ncco §10).
 */
const STYLES: Record<string, string> = {
  'af-ZA': '0',
  ar: '0-7',
  'eu-ES': '0',
  'bn-IN': '0-1',
  'bg-BG': '0',
  'ca-ES': '0-2',
  'yue-CN': '0',
  'yue-HK': '0-3',
  'cmn-CN': '0-5',
  'cmn-TW': '0-3',
  'cs-CZ': '0-2',
  'da-DK': '0-5',
  'nl-BE': '0,2',
  'nl-NL': '0-6',
  'en-AU': '0-5',
  'en-IN': '0-6',
  'en-ZA': '0',
  'en-GB': '0-7,9',
  'en-US': '0-23',
  'en-GB-WLS': '0',
  'fil-PH': '0-3',
  'fi-FI': '0-1',
  'fr-CA': '0-4',
  'fr-FR': '0-9',
  'de-DE': '0-10',
  'el-GR': '0-2',
  'gu-IN': '0-1',
  'he-IL': '0',
  'hi-IN': '0-5',
  'hu-HU': '0-1',
  'is-IS': '0-2',
  'id-ID': '0-4',
  'it-IT': '0-6',
  'ja-JP': '0-5',
  'kn-IN': '0-1',
  'ko-KR': '0-5',
  'lv-LV': '0',
  'ms-MY': '0-3',
  'ml-IN': '0-1',
  'nb-NO': '0-7',
  'pl-PL': '0-8',
  'pt-BR': '0-5',
  'pt-PT': '0-7',
  'pa-IN': '0-3',
  'ro-RO': '0-2',
  'ru-RU': '0-6',
  'sr-RS': '0',
  'sk-SK': '0-1',
  'es-MX': '0',
  'es-ES': '0-8',
  'es-US': '0-5',
  'sv-SE': '0-3',
  'ta-IN': '0-1',
  'te-IN': '0-1',
  'th-TH': '0-1',
  'tr-TR': '0-7',
  'uk-UA': '0',
  'vi-VN': '0-3',
  'cy-GB': '0',
};
const BY_LOWER_CASE = new Map(Object.entries(STYLES).map(([language, styles]) => [language.toLowerCase(), styles]));

/** Styles of a language as ranges, such as `0-7,9`; undefined if the language is unknown. */
export function stylesOf(language: string): string | undefined {
  return BY_LOWER_CASE.get(language.toLowerCase());
}

/** @param styles ranges such as `0-7,9` */
export function hasStyle(styles: string, style: number): boolean {
  return styles.split(',').some((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return style >= first! && style <= last!;
  });
}
