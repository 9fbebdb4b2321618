import { Button, Text } from '@mantine/core';
import { IconArrowDownLeft, IconArrowUpRight, IconPhone } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CallOutcome } from '../../calls/call-outcome';
import { nobodyNamed, outsideParty } from '../../calls/calls';
import { outcomeSentence, outcomeWord, TALKED } from '../../calls/outcome-words';
import { formatDuration, formatPhone } from '../../lib/language/format';
import { Elapsed } from '../../ui/values/elapsed';
import { Clock } from './clock';
import type { DayCall } from './day-calls';
import '../call/call.css';
import './day.css';

interface DayRowProps {
  call: DayCall;
  /** Begins a call to the contact; undefined while the line is not there. */
  onCall: ((digits: string) => void) | undefined;
  /** What a user is called. */
  nameOf: (user: string) => string;
  /** How often the caller was missed, where it stands for all of their calls. */
  times?: number;
  /** Shows the button to call back without being pointed at. */
  waits: boolean;
}

/** A call of the day: with whom, when, how it ended, and a click to call back. Opened, it shows the notes. */
export function DayRow({ call, onCall, nameOf, times = 1, waits }: DayRowProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const name = useId();
  const { direction, contact, contactNumber, outcome, calledBack, startedAt, userName } = call;
  const party = contactNumber ?? outsideParty(call);
  const who = contact?.name || nameOf(formatPhone(party)) || t(nobodyNamed(direction));
  const Direction = direction === 'INBOUND' ? IconArrowDownLeft : IconArrowUpRight;
  return (
    <li className="dw-day-row" data-waits={waits || undefined}>
      <button type="button" className="dw-day-call" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Direction size={16} role="img" aria-label={t(`calls.direction.${direction}`)} />
        <span className="dw-day-who dw-figures" id={name}>
          {who}
          {times > 1 && ` (${times})`}
        </span>
        <span className="dw-day-more">
          <Clock at={startedAt} />
          <Ending call={call} />
          {userName && !calledBack && <span className="dw-day-agent">{nameOf(userName)}</span>}
          {calledBack && <span className="dw-day-agent">{calledBackSentence(calledBack, t, nameOf)}</span>}
        </span>
      </button>
      {contactNumber && (
        <Button
          variant={waits ? 'light' : 'subtle'}
          size="compact-xs"
          className="dw-day-back"
          disabled={!onCall}
          leftSection={<IconPhone size={14} aria-hidden />}
          aria-describedby={name}
          onClick={() => onCall?.(contactNumber)}
        >
          {t(direction === 'INBOUND' ? 'console.callBack' : 'console.callAgain')}
        </Button>
      )}
      {open && (
        <div className="dw-day-open">
          {contact && <Text size="sm">{formatPhone(party)}</Text>}
          {outcome && <Text size="sm">{outcomeSentence(outcome, t, nameOf)}</Text>}
          {call.notes.map((note) => (
            <Text key={`${note.userName} ${note.writtenAt}`} size="sm" className="dw-note-text">
              {note.text}
            </Text>
          ))}
          {call.notes.length === 0 && (
            <Text size="xs" c="dimmed">
              {t('console.noNotes')}
            </Text>
          )}
        </div>
      )}
    </li>
  );
}

/** Who has called a missed caller back, or is doing so: "With Jane now", "Handled by Jane", "Called by Jane: No answer". */
function calledBackSentence(
  { userName, outcome }: NonNullable<DayCall['calledBack']>,
  t: TFunction,
  nameOf: DayRowProps['nameOf'],
): string {
  const who = userName ? nameOf(userName) : t('console.day.someone');
  if (!outcome) return t('console.day.withNow', { who });
  if (TALKED.includes(outcome.kind)) return t('console.day.handledBy', { who });
  return t('console.day.calledBy', { who, outcome: outcomeWord(outcome, t) });
}

/** How it ended; how long they talked. */
function Ending({ call }: { call: DayCall }) {
  const { outcome, live, answeredAt, startedAt, durationSeconds } = call;
  if (live) return <Elapsed since={answeredAt ?? startedAt} />;
  if (outcome && outcome.kind !== 'ANSWERED') return <CallOutcome outcome={outcome} />;
  return durationSeconds ? <span className="dw-figures">{formatDuration(durationSeconds)}</span> : null;
}
