import { Anchor, Badge, Button, CopyButton, Group, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSlotPath } from '../lib/slot';
import { Json } from '../ui/json';
import { Moment } from '../ui/moment';
import { useNearRows } from '../ui/near-rows';
import './calls.css';
import { colourOf, wordOf, wordsOf } from './event-words';
import type { EventRow } from './events';

interface EventRowsProps {
  events: EventRow[];
  /** Those that have just come. */
  fresh?: ReadonlySet<string>;
  withCall?: boolean;
}

/** Pixels. */
const LINE = 45;

/** Events as lines; each opens to what Vonage sent, as it came. @param withCall each leads to its call */
export function EventRows({ events, fresh, withCall }: EventRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { near, above, below, ref } = useNearRows(list, {
    count: events.length,
    height: LINE,
    keyOf: (index) => events[index]!.id,
  });
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <ul ref={list} className="dw-events" style={{ paddingTop: above, paddingBottom: below }}>
      {near.map((index) => {
        const event = events[index]!;
        return (
          <li key={event.id} ref={ref} data-index={index} data-fresh={fresh?.has(event.id) || undefined}>
            <Line
              event={event}
              open={open.has(event.id)}
              onToggle={() => toggle(event.id)}
              withCall={withCall ?? false}
            />
          </li>
        );
      })}
    </ul>
  );
}

interface LineProps {
  event: EventRow;
  open: boolean;
  onToggle: () => void;
  withCall: boolean;
}

function Line({ event, open, onToggle, withCall }: LineProps) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const word = wordOf(event);
  return (
    <>
      <UnstyledButton className="dw-event" onClick={onToggle} aria-expanded={open}>
        <IconChevronRight size={16} className="dw-event-mark" aria-hidden />
        <Moment at={event.receivedAt} clock />
        <Badge variant="light" color={colourOf(word)} className="dw-badge">
          {word}
        </Badge>
        <span className="dw-event-words">{wordsOf(event)}</span>
        <span className="dw-event-door">
          {t([`events.door.${event.door}`, 'events.door.other'], { door: event.door })}
        </span>
      </UnstyledButton>
      {open && (
        <div className="dw-event-raw">
          <Group gap="sm">
            <CopyButton value={JSON.stringify(event.body, null, 2)}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {copied ? t('common.copied') : t('events.copy')}
                </Button>
              )}
            </CopyButton>
            {withCall && event.callId && (
              <Anchor component={Link} to={inSlot(`calls/${event.callId}`)} size="sm">
                {t('events.toCall')}
              </Anchor>
            )}
          </Group>
          <Json value={event.body} label={t('events.raw')} maxHeight={420} />
        </div>
      )}
    </>
  );
}
