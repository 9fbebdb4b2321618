import { countryOfPhone, formatPhone } from '../../lib/language/format';
import { Flag } from './flag';

interface PhoneNumberProps {
  /** E.164 without `+`. */
  digits: string;
  withCountry?: boolean;
}

/** A formatted phone number: country, `+`, groups. */
export function PhoneNumber({ digits, withCountry }: PhoneNumberProps) {
  const country = withCountry && countryOfPhone(digits);
  return (
    <span className="dw-figures" translate="no">
      {country && <Flag country={country} />} {formatPhone(digits)}
    </span>
  );
}
