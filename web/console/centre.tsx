import { Alert, Button, Text } from '@mantine/core';
import { IconBell, IconPlugConnectedX } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../lib/language/format';
import { isLive } from '../voice/line-state';
import { LiveCall } from './call/live-call';
import { Offer } from './call/offer';
import { ResultLine } from './call/result-line';
import { DialWish } from './day/dial-wish';
import type { DeskState } from './desk-state';
import { IdleLine } from './idle-line';
import { LineProblemAlert } from './line/line-problem';
import { MicrophoneCure, MicrophoneStep } from './line/microphone-step';
import { CallNotes } from './notes/call-notes';
import { useNotes } from './notes/use-notes';
import './call/call.css';
import './console.css';

/** The middle of the desk: the call that rings or goes on, else the idle line; and the note of the last call. */
export function Centre({ desk, ref }: { desk: DeskState; ref: Ref<HTMLElement> }) {
  const { t } = useTranslation();
  const keeper = useNotes();
  const { line, state, microphone, elsewhere, facts, operations, other, status, offer, noted, agents } = desk;
  const { call } = state;
  const { nameOf } = agents;
  const here = microphone.stream !== null && !elsewhere;
  const ended = call?.phase === 'ended' && !elsewhere ? call : null;
  return (
    <section ref={ref} className="dw-desk-call" data-state={desk.shown} aria-label={t('console.call')} tabIndex={-1}>
      {here && line && call && offer && (
        <Offer
          key={`offer ${call.id}`}
          line={line}
          call={call}
          other={other}
          facts={facts}
          bar={offer === 'bar'}
          nameOf={nameOf}
        />
      )}
      {microphone.stream === null && <MicrophoneStep microphone={microphone} />}
      {microphone.stream !== null && elsewhere && <Elsewhere onTakeOver={desk.takeOver} />}
      {here && line && call && desk.inCall && (
        <LiveCall
          // Each call has its own buttons.
          key={`call ${desk.callKey}`}
          line={line}
          call={call}
          other={other}
          facts={facts}
          operations={operations}
          colleagues={desk.colleagues}
          nameOf={nameOf}
          country={desk.dialing.country}
          panel={desk.panel}
          transferTo={desk.transferTo}
          onPanel={desk.openPanel}
        />
      )}
      {here && !isLive(call) && <IdleLine line={line} status={status} facts={state} away={desk.away} />}
      {ended && (
        <ResultLine
          call={ended}
          other={other}
          facts={facts}
          given={operations.given}
          nameOf={nameOf}
          onClose={desk.putAway}
        />
      )}
      <Notices desk={desk} />
      {noted && here && offer !== 'whole' && (
        <CallNotes
          key={`note ${noted.legUuid}`}
          keeper={keeper}
          legId={noted.legUuid}
          about={desk.inCall ? null : noted.other}
          others={call === null || call.id === noted.legUuid ? (facts?.notes ?? []) : []}
        />
      )}
    </section>
  );
}

/** What the agent should know of the line; below the buttons, which must not move. */
function Notices({ desk }: { desk: DeskState }) {
  const { t } = useTranslation();
  const { line, state, microphone, dialing, readiness } = desk;
  const [waiting] = state.waiting;
  return (
    <>
      {microphone.stream && microphone.problem && (
        <MicrophoneCure problem={microphone.problem} onTryAgain={microphone.start} />
      )}
      {state.problem && line && <LineProblemAlert problem={state.problem} onClear={line.clear} />}
      {isLive(state.call) && state.session !== 'in' && <ConnectionLost />}
      {waiting && (
        <Alert color="shu" role="status" icon={<IconBell aria-hidden />} className="dw-notice">
          {t('console.waiting', { other: formatPhone(waiting.other) || t('calls.withheldParty') })}
        </Alert>
      )}
      <DialWish dialing={dialing} readiness={readiness} />
    </>
  );
}

/** The connection to Vonage's signalling is lost; the sound has its own and continues. */
function ConnectionLost() {
  const { t } = useTranslation();
  return (
    <Alert
      color="yellow"
      role="status"
      icon={<IconPlugConnectedX aria-hidden />}
      title={t('console.connectionLost')}
      className="dw-notice"
    >
      {t('console.connectionLostHint')}
    </Alert>
  );
}

/** Another tab has the agent's line. */
function Elsewhere({ onTakeOver }: { onTakeOver: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="dw-idle">
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
