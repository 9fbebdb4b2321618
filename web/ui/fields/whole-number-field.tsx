import { TextInput, type TextInputProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainText } from '../../../shared/plain-text';

/** Pixels; enough for a word in either language. */
const UNIT_WIDTH = 76;

interface WholeNumberFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'min' | 'max' | 'type'> {
  /** Null for an empty field; NaN after a text that is no number in the range. */
  value: number | null;
  onChange: (value: number | null) => void;
  min: number;
  max: number;
  /** Shown at the end of the field, such as "days". */
  unit?: ReactNode;
}

/** A field for a whole number, in the digits of any keyboard. */
export function WholeNumberField({ value, onChange, min, max, unit, error, ...field }: WholeNumberFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(() => written(value));
  const [seen, setSeen] = useState(value);
  const read = readWhole(typed, min, max);
  if (!Object.is(seen, value)) {
    setSeen(value);
    // The value came from elsewhere, such as an undone change.
    if (!Object.is(read, value)) setTyped(written(value));
  }

  function take(text: string): void {
    setTyped(plainText(text));
    onChange(readWhole(text, min, max));
  }

  return (
    <TextInput
      {...field}
      inputMode="numeric"
      autoComplete="off"
      value={typed}
      rightSection={unit}
      rightSectionWidth={unit ? UNIT_WIDTH : undefined}
      rightSectionPointerEvents="none"
      error={Number.isNaN(read) ? t('common.wholeNumber', { min, max }) : error}
      // While an input method composes, the field shows its text unchanged.
      onChange={({ currentTarget, nativeEvent }) =>
        (nativeEvent as InputEvent).isComposing ? setTyped(currentTarget.value) : take(currentTarget.value)
      }
      onCompositionEnd={(event) => take(event.currentTarget.value)}
    />
  );
}

const written = (value: number | null) => (value === null || Number.isNaN(value) ? '' : String(value));

function readWhole(typed: string, min: number, max: number): number | null {
  const text = plainText(typed);
  if (text === '') return null;
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : Number.NaN;
}
