import { ActionIcon, Alert, Button, Group, Paper, Text, Title, Tooltip } from '@mantine/core';
import { IconBell, IconHeadset, IconHelp, IconPlugConnectedX } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RecentCalls } from '../calls/recent-calls';
import { formatPhone } from '../lib/language/format';
import { isLive, statusOf } from '../voice/line-state';
import { useAgentLine } from './agent-line';
import { useRinging, useShortcuts } from './attention';
import { useCallFacts } from './call-facts';
import { CallNotes } from './call-notes';
import { IdleLine } from './idle-line';
import { useAskBeforeLeaving } from './leaving';
import { LineProblemAlert } from './line-problem';
import { LiveCall } from './live-call';
import { useMicrophone } from './microphone';
import { MicrophoneCure, MicrophoneStep } from './microphone-step';
import { useRejoin } from './rejoin';
import { ShortcutHelp } from './shortcuts';
import { SoundBar } from './sound-bar';
import { useSoundDevices } from './sound-devices';
import './console.css';

interface DeskProps {
  applicationId: string;
  userName: string;
  /** Goes back to the choice of agents. */
  onLeave?: () => void;
}

/** An agent's desk: the line in the middle, notes and recent calls beside it. */
export function Desk({ applicationId, userName, onLeave }: DeskProps) {
  const { t } = useTranslation();
  const [devices, setDevices] = useSoundDevices();
  const microphone = useMicrophone(devices.microphone);
  const ready = microphone.stream !== null;
  const { line, state, elsewhere, takeOver } = useAgentLine({
    applicationId,
    userName,
    devices,
    microphone: microphone.stream,
  });
  const [help, setHelp] = useState(false);
  const [padOpen, setPadOpen] = useState(false);
  const numberField = useRef<HTMLInputElement>(null);
  const { call, problem } = state;
  const live = isLive(call);
  const facts = useCallFacts(live ? call.id : null);
  const status = statusOf(state, Boolean(facts?.heldSince));
  const other =
    // An agent who is rung sees one of our own numbers: the server knows who the contact is.
    formatPhone(facts && call?.direction === 'inbound' ? facts.contact : call?.other) ||
    t(call?.direction === 'outbound' ? 'calls.unknownParty' : 'calls.withheldParty');
  const shown = !ready ? 'microphone' : elsewhere ? 'elsewhere' : status;

  const rejoins = useRejoin(line, state, facts);
  useRinging(status === 'ringing' && !rejoins ? t('console.ringingTitle', { other }) : null);
  useAskBeforeLeaving(live && call.phase !== 'ringing');
  useShortcuts(
    useMemo(
      () => ({
        '?': () => setHelp(true),
        ...(!live && {
          KeyD: () => {
            setPadOpen(true);
            numberField.current?.focus();
          },
        }),
      }),
      [live],
    ),
  );

  return (
    <>
      <div className="dw-desk-head">
        <Group gap="sm" wrap="nowrap">
          <IconHeadset size={22} aria-hidden />
          <Title order={1} size="h2" lineClamp={2} title={userName}>
            {userName}
          </Title>
          <Group gap={6} className="dw-line-state" data-state={shown} role="status">
            <span className="dw-dot" aria-hidden />
            <Text size="sm">{t(`console.state.${shown}`)}</Text>
          </Group>
        </Group>
        {/* What comes and goes is on the left, so that the buttons at the edge do not move. */}
        <Group gap="xs">
          {onLeave && !live && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={onLeave}>
              {t('console.switchAgent')}
            </Button>
          )}
          {microphone.stream && (
            <SoundBar stream={microphone.stream} line={line} inCall={live} devices={devices} onDevices={setDevices} />
          )}
          <Tooltip label={t('console.shortcuts')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('console.shortcuts')}
              onClick={() => setHelp(true)}
            >
              <IconHelp size={20} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </div>
      <div className="dw-desk">
        <section className="dw-desk-call" data-state={shown} aria-label={t('console.call')}>
          <div className="dw-notices">
            {microphone.stream && microphone.problem && (
              <MicrophoneCure problem={microphone.problem} onTryAgain={microphone.start} />
            )}
            {problem && line && <LineProblemAlert problem={problem} onClear={line.clear} />}
            {live && state.session !== 'in' && <ConnectionLost />}
            {state.waiting.length > 0 && (
              <Alert color="shu" role="status" icon={<IconBell aria-hidden />}>
                {t('console.waiting', { other: formatPhone(state.waiting[0]?.other) || t('calls.withheldParty') })}
              </Alert>
            )}
          </div>
          {!ready && <MicrophoneStep microphone={microphone} />}
          {ready && elsewhere && <Elsewhere onTakeOver={takeOver} />}
          {ready && !elsewhere && line && live && (
            <LiveCall
              // Each call has its own panels; a placed call gets its id late.
              key={call.direction === 'inbound' ? call.id : 'placed'}
              line={line}
              call={call}
              other={other}
              facts={facts}
              applicationId={applicationId}
              userName={userName}
            />
          )}
          {ready && !elsewhere && !live && (
            <IdleLine
              applicationId={applicationId}
              line={line}
              status={status}
              facts={state}
              ended={call}
              other={other}
              padOpen={padOpen}
              onPad={setPadOpen}
              numberField={numberField}
            />
          )}
        </section>
        {call?.id && call.phase !== 'ringing' && (
          <Paper withBorder p="md" className="dw-card">
            <CallNotes key={call.id} legId={call.id} />
          </Paper>
        )}
        <RecentCalls applicationId={applicationId} />
      </div>
      <ShortcutHelp opened={help} onClose={() => setHelp(false)} />
    </>
  );
}

/** The connection to Vonage's signalling is lost; the sound has its own and continues. */
function ConnectionLost() {
  const { t } = useTranslation();
  return (
    <Alert color="yellow" role="status" icon={<IconPlugConnectedX aria-hidden />} title={t('console.connectionLost')}>
      {t('console.connectionLostHint')}
    </Alert>
  );
}

/** Another tab has the agent's line. */
function Elsewhere({ onTakeOver }: { onTakeOver: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="dw-party">
      <IconPlugConnectedX size={40} aria-hidden />
      <Text className="dw-party-name">{t('console.elsewhere')}</Text>
      <Text c="dimmed" mb="lg">
        {t('console.elsewhereHint')}
      </Text>
      <Button size="md" onClick={onTakeOver}>
        {t('console.takeOver')}
      </Button>
    </div>
  );
}
