import { useTranslation } from 'react-i18next';

/** Characters; the server's rule. */
const LENGTH = { min: 8, max: 200 };

/** @returns label and rules of a field for a new password. */
export function useNewPassword() {
  const { t } = useTranslation();
  return {
    props: {
      description: t('people.passwordHint', { min: LENGTH.min }),
      autoComplete: 'new-password',
      visibilityToggleButtonProps: { 'aria-label': t('accounts.showPassword') },
    },
    validate(value: string): string | null {
      if (value.length < LENGTH.min) return t('errors.BAD_INPUT.tooShort', { min: LENGTH.min });
      return value.length > LENGTH.max ? t('errors.BAD_INPUT.tooLong', { max: LENGTH.max }) : null;
    },
  };
}
