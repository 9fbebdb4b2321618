import { createContext, type ReactNode, use } from 'react';
import { useTranslation } from 'react-i18next';

const Language = createContext('en');

/** Tells all that is below in which language it is read. */
export function InLanguage({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return <Language value={i18n.language}>{children}</Language>;
}

/** @returns `en`, `ja`. For what writes no words but dates or names of countries: `useTranslation` costs more than all else in a cell. */
export const useLanguage = () => use(Language);
