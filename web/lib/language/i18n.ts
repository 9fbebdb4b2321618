import en from 'words:en';
import ja from 'words:ja';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = ['en', 'ja'] as const;
export type Language = (typeof LANGUAGES)[number];

const STORED = 'denwaban.language';
const words = { en, ja };

const isLanguage = (value: string | null | undefined): value is Language => LANGUAGES.some((known) => known === value);

function preferred(): Language {
  const stored = localStorage.getItem(STORED);
  if (isLanguage(stored)) return stored;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

async function load(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const reply = await fetch(words[language]);
    i18next.addResourceBundle(language, 'translation', await reply.json());
  }
}

/** Uses the language chosen earlier, else the browser's, else English. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({ resources: {}, interpolation: { escapeValue: false } });
  await changeLanguage(preferred(), { remember: false });
}

export async function changeLanguage(language: Language, { remember }: { remember: boolean }): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  if (remember) localStorage.setItem(STORED, language);
}
