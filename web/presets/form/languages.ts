/** How many voices each language has (Vonage: NCCO §10); others can be chosen in the JSON. */
export const VOICES: Record<string, number> = {
  'en-US': 24,
  'en-GB': 8,
  'en-AU': 6,
  'en-IN': 7,
  'ja-JP': 6,
  'ko-KR': 6,
  'cmn-CN': 6,
  'cmn-TW': 4,
  'yue-HK': 4,
  'da-DK': 6,
  'de-DE': 11,
  'es-ES': 9,
  'es-US': 6,
  'fi-FI': 2,
  'fr-CA': 5,
  'fr-FR': 10,
  'hi-IN': 6,
  'id-ID': 5,
  'it-IT': 7,
  'nb-NO': 8,
  'nl-NL': 7,
  'pl-PL': 9,
  'pt-BR': 6,
  'pt-PT': 8,
  'sv-SE': 4,
  'th-TH': 2,
  'tr-TR': 8,
  'vi-VN': 4,
};

/** Vonage's language where a text has none. */
export const USUAL_LANGUAGE = 'en-US';

/** @param code BCP 47 @returns the name in the reader's language; the code itself if the browser has no name */
export function languageName(code: string, reader: string): string {
  try {
    return new Intl.DisplayNames(reader, { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
