import { UnstyledButton } from '@mantine/core';
import { playKey } from '../lib/handset/tones';
import './simulator.css';

const KEYS: [string, string][] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
];

/** Twelve keys with their tones. */
export function Keypad({ onKey, disabled }: { onKey: (key: string) => void; disabled?: boolean }) {
  return (
    <div className="dw-keypad" translate="no">
      {KEYS.map(([key, letters]) => (
        <UnstyledButton
          key={key}
          className="dw-key"
          disabled={disabled}
          onClick={() => {
            playKey(key);
            onKey(key);
          }}
        >
          <span className="dw-key-digit">{key}</span>
          <span className="dw-key-letters" aria-hidden>
            {letters}
          </span>
        </UnstyledButton>
      ))}
    </div>
  );
}
