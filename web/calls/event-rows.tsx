import { Badge, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock, formatPhone } from '../lib/format';
import { Json } from '../ui/json';
import './calls.css';
import type { EventRow } from './events';

/** Events as lines; each opens to what Vonage sent, as it came. */
export function EventRows({ events, fresh }: { events: EventRow[]; fresh?: ReadonlySet<string> }) {
  return (
    <ul className="dw-events">
      {events.map((event) => (
        <Row key={event.id} event={event} fresh={fresh?.has(event.id) ?? false} />
      ))}
    </ul>
  );
}

function Row({ event, fresh }: { event: EventRow; fresh: boolean }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const word = event.status ?? event.kind;
  return (
    <li data-fresh={fresh || undefined}>
      <UnstyledButton className="dw-event" onClick={() => setOpen(!open)} aria-expanded={open}>
        <IconChevronRight size={16} className="dw-event-mark" aria-hidden />
        <time className="dw-figures">{formatClock(event.receivedAt, i18n.language)}</time>
        <Badge variant="light" color={colourOf(word)} className="dw-badge">
          {word}
        </Badge>
        <span className="dw-event-words">{wordsOf(event)}</span>
        <span className="dw-event-door">
          {t([`events.door.${event.door}`, 'events.door.other'], { door: event.door })}
        </span>
      </UnstyledButton>
      {open && <Json value={event.body} label={t('events.raw')} maxHeight={420} />}
    </li>
  );
}

function colourOf(word: string): string {
  if (word === 'ringing') return 'shu';
  if (word === 'answered') return 'green';
  if (word === 'failed' || word === 'error') return 'red';
  return 'gray';
}

function wordsOf({ body }: EventRow): string {
  const { from, from_user, to, dtmf, direction } = (body ?? {}) as Record<string, unknown>;
  const digits = typeof dtmf === 'object' && dtmf !== null && 'digits' in dtmf ? dtmf.digits : dtmf;
  const party = (value: unknown) => (typeof value === 'string' ? formatPhone(value) : '');
  const route = [party(from_user ?? from), party(to)].filter(Boolean).join(' → ');
  return [route, typeof direction === 'string' && direction, typeof digits === 'string' && digits && `⌨ ${digits}`]
    .filter(Boolean)
    .join(' · ');
}
