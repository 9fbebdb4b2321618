import { ActionIcon, Button, Group, NativeSelect, Popover, Stack, Text, Tooltip } from '@mantine/core';
import { IconAntennaBars5, IconMicrophone, IconSettings } from '@tabler/icons-react';
import { type CSSProperties, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ring } from '../../lib/handset/tones';
import type { Line } from '../../voice/line';
import { createMeter } from '../../voice/microphone';
import type { Quality } from '../../voice/quality';
import { type SoundDevices, useDeviceList } from './sound-devices';
import './sound.css';

interface SoundBarProps {
  stream: MediaStream;
  line: Line | undefined;
  /** Whether there is a call whose sound can be judged. */
  inCall: boolean;
  devices: SoundDevices;
  onDevices: (change: Partial<SoundDevices>) => void;
}

/** How the agent sounds (level), how the call sounds (signal), and through which devices. */
export function SoundBar({ stream, line, inCall, devices, onDevices }: SoundBarProps) {
  return (
    <Group gap="md" wrap="nowrap">
      {inCall && line && <Signal line={line} />}
      <Level stream={stream} />
      <DevicesMenu devices={devices} onDevices={onDevices} />
    </Group>
  );
}

const BARS = [1, 2, 3, 4, 5];

function Level({ stream }: { stream: MediaStream }) {
  const { t } = useTranslation();
  const bars = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const meter = createMeter(stream);
    const show = () => bars.current?.style.setProperty('--dw-level', String(Math.ceil(meter.level() * BARS.length)));
    const clock = window.setInterval(show, 120);
    return () => {
      window.clearInterval(clock);
      meter.close();
    };
  }, [stream]);
  return (
    <Tooltip label={t('console.levelHint')}>
      <Group gap={4} wrap="nowrap" role="img" aria-label={t('console.level')}>
        <IconMicrophone size={18} aria-hidden />
        <span className="dw-level" ref={bars} aria-hidden>
          {BARS.map((bar) => (
            <span key={bar} style={{ '--dw-bar': bar } as CSSProperties} />
          ))}
        </span>
      </Group>
    </Tooltip>
  );
}

/** Milliseconds. */
const JUDGE_EVERY = 2000;

function Signal({ line }: { line: Line }) {
  const { t } = useTranslation();
  const [quality, setQuality] = useState<Quality | null>(null);
  useEffect(() => {
    const judge = () => line.quality().then(setQuality, () => {});
    judge();
    const clock = window.setInterval(judge, JUDGE_EVERY);
    return () => window.clearInterval(clock);
  }, [line]);
  if (!quality) return null;
  return (
    <Group gap={4} wrap="nowrap" className="dw-signal" data-quality={quality} role="status">
      <IconAntennaBars5 size={18} aria-hidden />
      <Text size="sm">{t(`console.signal.${quality}`)}</Text>
    </Group>
  );
}

function DevicesMenu({ devices, onDevices }: Pick<SoundBarProps, 'devices' | 'onDevices'>) {
  const { t } = useTranslation();
  const { microphones, loudspeakers } = useDeviceList(true);
  const picker = (what: keyof SoundDevices, list: MediaDeviceInfo[]) => (
    <NativeSelect
      label={t(`console.device.${what}`)}
      value={devices[what] ?? ''}
      onChange={(event) => onDevices({ [what]: event.currentTarget.value || null })}
      data={[
        { value: '', label: t('console.defaultDevice') },
        ...list.map(({ deviceId, label }) => ({ value: deviceId, label })),
      ]}
    />
  );
  return (
    <Popover width={320} position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('console.devices')}>
          <IconSettings size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {picker('microphone', microphones)}
          {picker('loudspeaker', loudspeakers)}
          {picker('ringer', loudspeakers)}
          <TryBell />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function TryBell() {
  const { t } = useTranslation();
  const silence = useRef<() => void>(undefined);
  const quiet = useCallback(() => silence.current?.(), []);
  useEffect(() => quiet, [quiet]);
  return (
    <Button
      variant="default"
      size="compact-sm"
      onClick={() => {
        quiet();
        silence.current = ring();
        window.setTimeout(quiet, 1500);
      }}
    >
      {t('console.tryBell')}
    </Button>
  );
}
