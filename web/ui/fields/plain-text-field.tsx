import { TextInput, type TextInputProps } from '@mantine/core';
import { plainText } from '../../../shared/plain-text';

interface PlainTextFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  value?: string;
  onChange: (text: string) => void;
}

/** A field for keys and codes: full-width characters of a Japanese keyboard become ASCII ones. */
export function PlainTextField({ onChange, ...field }: PlainTextFieldProps) {
  return (
    <TextInput
      {...field}
      // While an input method composes, the field shows its text unchanged.
      onChange={({ currentTarget, nativeEvent }) =>
        onChange((nativeEvent as InputEvent).isComposing ? currentTarget.value : plainText(currentTarget.value))
      }
      onCompositionEnd={(event) => onChange(plainText(event.currentTarget.value))}
    />
  );
}
