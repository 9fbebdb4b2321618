import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { readPhoneNumber } from '../../../shared/phone-number';
import type { Application } from '../../applications/current-application';
import { useHomeCountry } from '../../applications/home-country';
import { formatPhone } from '../../lib/language/format';

interface PhoneFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  application: Application;
  /** E.164 without `+`, or any text that is no number yet. */
  value: string;
  onChange: (number: string) => void;
}

/** A field for a phone number in any usual spelling; without a country code it belongs to the application's country. */
export function PhoneField({ application, value, onChange, readOnly, ...field }: PhoneFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [country, , reading] = useHomeCountry(application.id);

  function take(text: string): void {
    setTyped(text);
    onChange(readPhoneNumber(text, country) ?? text.trim());
  }

  return (
    <TextInput
      {...field}
      type="tel"
      autoComplete="off"
      // A number typed now would be read as one of another country.
      readOnly={readOnly || reading}
      placeholder="+44 7700 900123"
      value={typed ?? formatPhone(value.replace(/^\+/, ''))}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={() => setTyped(null)}
    />
  );
}
