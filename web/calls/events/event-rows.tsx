import { Anchor, Badge, Button, CopyButton, Group } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { memo, type Ref, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSlotPath } from '../../lib/slot';
import { useNearRows } from '../../ui/lists/near-rows';
import { Json } from '../../ui/values/json';
import { Moment } from '../../ui/values/moment';
import '../calls.css';
import { colourOf, eventWord, wordOf, wordsOf } from './event-words';
import type { EventRow } from './events';

interface EventRowsProps {
  events: EventRow[];
  /** Events that have just arrived. */
  fresh?: ReadonlySet<string>;
  withCall?: boolean;
}

/** Pixels. */
const LINE = 45;

/** Events as rows; each expands to what Vonage sent. @param withCall each links to its call */
export function EventRows({ events, fresh, withCall }: EventRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const keyOf = useCallback((index: number) => events[index]!.id, [events]);
  const { near, above, below, ref } = useNearRows(list, { count: events.length, height: LINE, keyOf });
  const toggle = useCallback((id: string) => {
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  return (
    <ul ref={list} className="dw-events" style={{ paddingTop: above, paddingBottom: below }}>
      {near.map((index) => {
        const event = events[index]!;
        return (
          <Line
            key={event.id}
            ref={ref}
            index={index}
            event={event}
            fresh={fresh?.has(event.id) ?? false}
            open={open.has(event.id)}
            onToggle={toggle}
            withCall={withCall ?? false}
          />
        );
      })}
    </ul>
  );
}

interface LineProps {
  ref: Ref<HTMLLIElement> | undefined;
  index: number;
  event: EventRow;
  fresh: boolean;
  open: boolean;
  onToggle: (id: string) => void;
  withCall: boolean;
}

/** A row, rendered once, however often the list is scrolled. */
const Line = memo(({ ref, index, event, fresh, open, onToggle, withCall }: LineProps) => {
  const { t } = useTranslation();
  const word = wordOf(event);
  return (
    <li ref={ref} data-index={index} data-fresh={fresh || undefined}>
      <button type="button" className="dw-event" onClick={() => onToggle(event.id)} aria-expanded={open}>
        <IconChevronRight size={16} className="dw-event-mark" aria-hidden />
        <Moment at={event.receivedAt} clock />
        <Badge variant="light" color={colourOf(word)} className="dw-badge" title={word}>
          {eventWord(event, t)}
        </Badge>
        <span className="dw-event-words">{wordsOf(event, t)}</span>
        <span className="dw-event-door">
          {t([`events.door.${event.door}`, 'events.door.other'], { door: event.door })}
        </span>
      </button>
      {open && <Raw event={event} withCall={withCall} />}
    </li>
  );
});

function Raw({ event, withCall }: { event: EventRow; withCall: boolean }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  return (
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
  );
}
