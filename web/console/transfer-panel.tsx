import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferTargetInput } from '../generated/graphql';
import { readNumber } from '../lib/dial-number';
import type { CallOperations } from './call-operations';
import './console.css';

/** Colleagues shown as buttons; the others are typed by name. */
const SHOWN = 12;

interface TransferPanelProps {
  colleagues: string[];
  /** Where numbers without a country code are dialed, ISO 3166 alpha-2. */
  country: string;
  operations: CallOperations;
  onDone: () => void;
}

/** Transfers the call to a colleague or a number: at once, or after a consultation. */
export function TransferPanel({ colleagues, country, operations, onDone }: TransferPanelProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState(false);

  function target(): TransferTargetInput | undefined {
    const colleague = colleagues.find((name) => name.toLowerCase() === typed.trim().toLowerCase());
    if (colleague) return { userName: colleague };
    const number = readNumber(typed, country);
    return number ? { number } : undefined;
  }

  function act(does: (to: TransferTargetInput) => void): void {
    const to = target();
    setProblem(!to);
    if (!to) return;
    does(to);
    onDone();
  }

  function transfer(event: FormEvent): void {
    event.preventDefault();
    act(operations.transfer);
  }

  return (
    <form onSubmit={transfer} className="dw-transfer">
      <Stack gap="sm">
        {colleagues.length > 0 && (
          <Group gap={6} role="group" aria-label={t('console.colleagues')}>
            {colleagues.slice(0, SHOWN).map((name) => (
              <Button
                key={name}
                size="compact-md"
                className="dw-name-button"
                variant={typed === name ? 'light' : 'default'}
                aria-pressed={typed === name}
                onClick={() => setTyped(name)}
              >
                {name}
              </Button>
            ))}
          </Group>
        )}
        <TextInput
          autoFocus
          label={t('console.transferTo')}
          placeholder={t('console.transferHint')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={problem && t('console.noTarget')}
        />
        <Group gap="xs">
          <Button type="submit" disabled={operations.busy}>
            {t('console.transferNow')}
          </Button>
          <Button variant="default" disabled={operations.busy} onClick={() => act(operations.beginConsult)}>
            {t('console.consultFirst')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
