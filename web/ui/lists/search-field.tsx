import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';

interface SearchFieldProps {
  label: string;
  value: string;
  /** Called a moment after the last key. */
  onSearch: (text: string) => void;
  placeholder?: string;
  error?: ReactNode;
  /** Suggestions, by the id of a `datalist`. */
  list?: string;
  maxLength?: number;
}

/** Milliseconds. */
const A_MOMENT = 300;

/** A field that searches while typing. */
export function SearchField({ value, onSearch, maxLength = 200, ...field }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  if (seen !== value) {
    setSeen(value);
    // The URL changed in another way, such as by the back button.
    if (value !== sent) setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = window.setTimeout(() => {
      setSent(typed);
      onSearch(typed);
    }, A_MOMENT);
    return () => window.clearTimeout(timer);
  }, [typed, value, onSearch]);

  return (
    <TextInput
      {...field}
      type="search"
      maxLength={maxLength}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
