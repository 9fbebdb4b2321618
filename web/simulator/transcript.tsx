import { Box } from '@mantine/core';
import {
  IconBell,
  IconHandStop,
  IconKeyboard,
  IconMessage2,
  IconMusic,
  IconPhoneCalling,
  IconPhoneCheck,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconUserMinus,
  IconUserPlus,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react';
import { type ComponentType, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeardEvent } from '../lib/handset/handset';
import { formatDuration, formatPhone } from '../lib/language/format';
import './simulator.css';

const ICONS: Record<string, ComponentType<{ size?: number }>> = {
  dialling: IconPhoneCalling,
  ringing: IconBell,
  ringback: IconPhoneCalling,
  answered: IconPhoneCheck,
  said: IconVolume,
  music: IconMusic,
  playing: IconMusic,
  silence: IconVolumeOff,
  beep: IconBell,
  keys: IconKeyboard,
  heard: IconMessage2,
  joined: IconUserPlus,
  left: IconUserMinus,
  held: IconPlayerPause,
  resumed: IconPlayerPlay,
  spoke: IconMessage2,
  ended: IconPhoneOff,
};

/** The transcript, line by line, like subtitles. */
export function Transcript({ heard }: { heard: HeardEvent[] }) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const count = heard.length;
  useEffect(() => {
    if (count > 0 && end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [count]);

  return (
    <Box className="dw-transcript" ref={end} role="log" tabIndex={0} aria-label={t('phone.transcript')}>
      {count === 0 && <p className="dw-transcript-nothing">{t('phone.nothingHeard')}</p>}
      {heard.map((event) => (
        <Line key={event.n} event={event} />
      ))}
    </Box>
  );
}

function Line({ event }: { event: HeardEvent }) {
  const { t, i18n } = useTranslation();
  const Icon = ICONS[event.type] ?? IconHandStop;
  const key = ICONS[event.type] ? event.type : 'other';
  const party = formatPhone(event.to ?? event.from ?? event.of ?? event.who ?? event.by);
  const own = event.type === 'keys' && event.by === 'me' ? 'myKeys' : key;
  const reason =
    event.reason && i18n.exists(`phone.reason.${event.reason}`) ? t(`phone.reason.${event.reason}`) : event.reason;
  return (
    <p data-type={event.type}>
      <Icon size={15} aria-hidden />
      <span lang={event.type === 'said' ? event.language : undefined}>
        {t(`phone.heard.${own}`, { ...event, party, reason, what: event.name ?? event.url ?? event.type })}
      </span>
      <time className="dw-figures" translate="no">
        {formatDuration(event.ms / 1000)}
      </time>
    </p>
  );
}
