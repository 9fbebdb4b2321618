import { Text } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock, formatDuration, formatPhone } from '../../lib/language/format';
import { type NameOf, useNameOf } from '../../users/names';
import { colourOf, eventWord, wordOf } from '../events/event-words';
import { statusWord } from '../status-word';
import { type Lane, type Mark, type Timeline } from './timeline';
import './timeline.css';

interface TimelineViewProps {
  timeline: Timeline;
  /** Id of the event under the cursor. */
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/**
 * The call on a timeline: one lane per leg, blocks for its states, marks for webhooks. Arrow keys move between marks.
 */
export function TimelineView({ timeline, chosen, onChoose }: TimelineViewProps) {
  const { t } = useTranslation();
  const axis = useRef<HTMLDivElement>(null);
  const { from, to, ticks, lanes, marks } = timeline;
  const place = (at: number) => `${(((at - from) / (to - from)) * 100).toFixed(3)}%`;
  const cursor = marks.find(({ event }) => event.id === chosen);

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const end = { Home: 0, End: marks.length - 1 }[event.key];
    if (step === undefined && end === undefined) return;
    event.preventDefault();
    const at = marks.findIndex((mark) => mark.event.id === chosen);
    const next = marks[end ?? Math.min(marks.length - 1, Math.max(0, at + step!))];
    if (!next) return;
    onChoose(next.event.id);
    axis.current?.querySelector<HTMLElement>(`[data-event="${next.event.id}"]`)?.focus();
  };

  return (
    <div ref={axis} className="dw-timeline" role="toolbar" aria-label={t('calls.timeline.title')} onKeyDown={walk}>
      <div className="dw-lane dw-axis" aria-hidden>
        <span className="dw-lane-name" />
        <div className="dw-track">
          {ticks.map((tick) => (
            <span key={tick} className="dw-tick" style={{ left: place(from + tick * 1000) }}>
              {/* Near the end there is no room for a label. */}
              {tick * 1000 <= (to - from) * 0.88 && formatDuration(tick)}
            </span>
          ))}
        </div>
      </div>
      {lanes.map((lane) => (
        <LaneView
          key={lane.key}
          lane={lane}
          place={place}
          cursor={cursor}
          first={marks[0]?.event.id}
          onChoose={onChoose}
        />
      ))}
    </div>
  );
}

interface LaneViewProps {
  lane: Lane;
  place: (at: number) => string;
  cursor: Mark | undefined;
  /** Receives the Tab key while there is no cursor. */
  first: string | undefined;
  onChoose: (id: string) => void;
}

function LaneView({ lane, place, cursor, first, onChoose }: LaneViewProps) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const party = lane.leg ? partyOf(lane.leg, t('calls.withheldParty'), nameOf) : undefined;
  return (
    <div className="dw-lane">
      <span className="dw-lane-name">
        <span className="dw-lane-party" title={party}>
          {party ?? t('calls.timeline.flow')}
        </span>
        {lane.leg && (
          <Text component="span" size="xs" c="dimmed">
            {lane.leg.signedOut ? t('calls.notSignedIn') : statusWord(lane.leg, t)}
          </Text>
        )}
      </span>
      <div className="dw-track">
        {lane.blocks.map(({ kind, from, to, actions }) => {
          const words = actions.length > 0 ? actions.join(' · ') : t(`calls.timeline.${kind as 'setup'}`);
          return (
            <span
              key={`${kind}${from}${to}`}
              className="dw-block"
              data-kind={kind}
              style={{ left: place(from), right: `calc(100% - ${place(to)})` }}
              title={`${words} · ${formatDuration((to - from) / 1000)}`}
            >
              {words}
            </span>
          );
        })}
        {cursor && <span className="dw-cursor" style={{ left: place(cursorAt(lane, cursor)) }} />}
        {lane.marks.map((mark) => {
          const { event, at, received, late, shownAt } = mark;
          const here = event.id === cursor?.event.id;
          return (
            <span key={event.id}>
              {late && (
                <span className="dw-gap" style={{ left: place(shownAt), right: `calc(100% - ${place(received)})` }} />
              )}
              <button
                type="button"
                className="dw-mark"
                data-event={event.id}
                data-colour={colourOf(wordOf(event))}
                data-late={late || undefined}
                style={{ left: place(shownAt) }}
                tabIndex={here || (!cursor && event.id === first) ? 0 : -1}
                aria-pressed={here}
                aria-label={[
                  formatClock(new Date(at).toISOString(), i18n.language),
                  eventWord(event, t),
                  late && t('calls.timeline.late', { seconds: ((received - at) / 1000).toFixed(1) }),
                ]
                  .filter(Boolean)
                  .join(', ')}
                title={`${eventWord(event, t)} · ${formatClock(new Date(at).toISOString(), i18n.language)}`}
                onClick={() => onChoose(event.id)}
              />
            </span>
          );
        })}
      </div>
    </div>
  );
}

/** Where the line of the chosen event is drawn: through its mark, in whichever lane that is. */
const cursorAt = (lane: Lane, cursor: Mark): number =>
  lane.marks.find(({ event }) => event.id === cursor.event.id)?.shownAt ?? cursor.at;

/** The far party of a leg. */
export function partyOf(
  { userName, direction, from, to }: NonNullable<Lane['leg']>,
  withheld: string,
  nameOf: NameOf,
): string {
  if (userName) return nameOf(userName);
  return direction === 'INBOUND' ? formatPhone(from) || withheld : formatPhone(to) || '–';
}
