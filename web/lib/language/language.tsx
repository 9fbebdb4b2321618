import { createContext, type ReactNode, use } from 'react';
import { useTranslation } from 'react-i18next';

const Language = createContext('en');

/** Provides the reader's language to everything below. */
export function InLanguage({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return <Language value={i18n.language}>{children}</Language>;
}

/**
 * @returns `en` or `ja`. For components that format only dates or country names: in a table cell, `useTranslation`
 * would cost more than everything else.
 */
export const useLanguage = () => use(Language);
