import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferTargetInput } from '../../generated/graphql';
import { readNumber } from '../../lib/dial-number';
import { formatPhone } from '../../lib/language/format';
import { type Problem, problemOf, problemSentence } from '../../lib/problem';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import type { Agent } from '../../users/agents';
import { Presence } from '../colleagues/colleague-list';
import { findColleagues } from '../colleagues/find-colleague';
import type { CallOperations } from './call-operations';
import '../side.css';
import './call.css';

/** Colleagues shown at once; the others are found by typing. */
const SHOWN = 6;

/** What the agent has asked for: a refusal is about this one, whatever is typed or marked by then. */
interface Asked {
  how: 'transfer' | 'consult';
  target: TransferTargetInput;
}

interface TransferPanelProps {
  colleagues: Agent[];
  /** ISO 3166 alpha-2: where numbers without a country code are dialed. */
  country: string;
  /** The colleague who was chosen before; null if no one was. */
  to: string | null;
  operations: CallOperations;
  onDone: () => void;
}

/**
 * Transfers the call to a colleague or a number, at once or after a consultation. A few letters find a colleague, Enter
 * transfers, Ctrl+Enter consults.
 */
export function TransferPanel({ colleagues, country, to, operations, onDone }: TransferPanelProps) {
  const { t } = useTranslation();
  const { busy, error, forgetError, transfer, beginConsult } = operations;
  const [typed, setTyped] = useState(to ?? '');
  /** Place of the colleague whom the arrow keys have marked. */
  const [marked, setMarked] = useState<number | null>(null);
  const [noTarget, setNoTarget] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const list = useId();
  const before = useRef(document.activeElement);
  const found = findColleagues(colleagues, typed).slice(0, SHOWN);
  const number = found.length === 0 ? readNumber(typed, country) : undefined;
  const place = marked ?? (typed.trim() === '' ? -1 : 0);
  const chosen = found[place];

  // Whoever closes the panel goes on where they were.
  useEffect(() => {
    const was = before.current;
    return () => {
      if (was instanceof HTMLElement && was.isConnected) was.focus();
    };
  }, []);

  // A refusal is this panel's, for as long as it is open.
  useEffect(() => {
    forgetError();
    return forgetError;
  }, [forgetError]);

  /** Someone else may be meant from now on. */
  function mark(place: number | null): void {
    setMarked(place);
    setAsked(null);
    forgetError();
  }

  function type(text: string): void {
    setTyped(text);
    setNoTarget(false);
    mark(null);
  }

  /** The server refuses a colleague who is not signed in, unless the agent insists. */
  const refusal = error === undefined ? null : problemOf(error);
  const absent = asked && refusal?.rule === 'notSignedIn' ? refusal : null;

  async function ask(wanted: Asked, anyway = false): Promise<void> {
    setAsked(wanted);
    const { how, target } = wanted;
    if (await (how === 'transfer' ? transfer : beginConsult)(target, anyway)) onDone();
  }

  function act(how: Asked['how']): void {
    const target = chosen ? { userName: chosen.name } : number ? { number } : undefined;
    setNoTarget(!target);
    if (target) void ask({ how, target });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!busy) act('transfer');
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onDone();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!busy) act('consult');
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || found.length === 0) return;
    event.preventDefault();
    mark(place < 0 && step < 0 ? found.length - 1 : (place + step + found.length) % found.length);
  }

  return (
    <form onSubmit={submit} onKeyDown={onKeyDown} className="dw-transfer">
      <Stack gap="xs">
        <TextInput
          autoFocus
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={chosen && `${list}-${place}`}
          autoComplete="off"
          label={t('console.transferTo')}
          placeholder={t('console.transferHint')}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          error={noTarget && t('console.noTarget')}
        />
        <div id={list} role="listbox" aria-label={t('console.colleagues')} className="dw-targets">
          {found.map((agent, at) => (
            <div
              key={agent.name}
              id={`${list}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={agent === chosen}
              onPointerDown={(event) => {
                // The focus stays in the field.
                event.preventDefault();
                type(agent.name);
              }}
            >
              <span className="dw-colleague-name">{agent.displayName || agent.name}</span>
              <Presence state={agent.state} />
            </div>
          ))}
        </div>
        {number && <Text size="sm">{formatPhone(number)}</Text>}
        <Group gap="xs">
          <Button type="submit" disabled={busy}>
            {t('console.transferNow')}
          </Button>
          <Button variant="default" disabled={busy} onClick={() => act('consult')}>
            {t('console.consultFirst')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {t('console.transferKeys')}
        </Text>
        {asked && absent ? (
          <Absent
            problem={absent}
            how={asked.how}
            who={colleagues.find(({ name }) => name === asked.target.userName)}
            busy={busy}
            onAnyway={() => ask(asked, true)}
          />
        ) : (
          <ProblemAlert error={error} />
        )}
      </Stack>
    </form>
  );
}

interface AbsentProps {
  problem: Problem;
  how: Asked['how'];
  /** Undefined where the colleague was deleted meanwhile. */
  who: Agent | undefined;
  busy: boolean;
  onAnyway: () => void;
}

/** A colleague is not signed in: the agent chooses someone else, or insists. */
function Absent({ problem, how, who, busy, onAnyway }: AbsentProps) {
  const { t, i18n } = useTranslation();
  const name = who && (who.displayName || who.name);
  const named = name ? { ...problem, params: { who: name } } : problem;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{problemSentence(named, i18n)}</Text>
        <Button size="compact-sm" variant="default" disabled={busy} onClick={onAnyway}>
          {t(how === 'transfer' ? 'console.transferAnyway' : 'console.consultAnyway')}
        </Button>
      </Stack>
    </Alert>
  );
}
