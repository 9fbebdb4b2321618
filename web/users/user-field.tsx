import { TextInput, type TextInputProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import { UserOptions } from './user-options';

/** Milliseconds without typing before the server is asked. */
const PAUSE = 200;

interface UserFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'list'> {
  applicationId: string;
  value: string;
  onChange: (name: string) => void;
}

/** A field with a user's name, which suggests users once it has the focus. */
export function UserField({ applicationId, value, onChange, ...field }: UserFieldProps) {
  const id = useId();
  const [used, setUsed] = useState(false);
  const [search] = useDebouncedValue(value.trim(), PAUSE);
  return (
    <>
      <TextInput
        {...field}
        autoComplete="off"
        spellCheck={false}
        list={id}
        value={value}
        onFocus={() => setUsed(true)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {used && <UserOptions id={id} applicationId={applicationId} search={search} />}
    </>
  );
}
