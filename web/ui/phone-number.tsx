import { useTranslation } from 'react-i18next';
import { countryName, countryOfPhone, formatPhone } from '../lib/format';

interface PhoneNumberProps {
  /** E.164 without `+`. */
  digits: string;
  withCountry?: boolean;
}

/** A phone number for people: country, `+`, groups. */
export function PhoneNumber({ digits, withCountry }: PhoneNumberProps) {
  const { i18n } = useTranslation();
  const country = withCountry && countryOfPhone(digits);
  return (
    <span className="dw-figures">
      {country && (
        <abbr className="dw-country" title={countryName(country, i18n.language)}>
          {country}
        </abbr>
      )}{' '}
      {formatPhone(digits)}
    </span>
  );
}
