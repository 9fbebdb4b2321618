import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentTitle } from '../ui/frame/page';
import { NamesContext } from '../users/names';
import { ShortcutHelp } from './call/shortcuts';
import { useCaller } from './caller/caller-of-leg';
import { CallerPane } from './caller/caller-pane';
import { useNameDrafts } from './caller/name-drafts';
import { Centre } from './centre';
import { ColleagueList } from './colleagues/colleague-list';
import { OwnState } from './colleagues/own-state';
import { useDayCalls } from './day/day-calls';
import { DayList } from './day/day-list';
import { Dialer } from './day/dialer';
import { stillMissed } from './day/missed-callers';
import { DeskHead } from './desk-head';
import { useDesk } from './desk-state';
import { DeskTabs, type DeskView } from './desk-tabs';
import { useKeepFocus } from './keep-focus';
import { isWritten, useKeys } from './line/attention';
import { AskBeforeLeaving } from './line/leaving';
import { SoundBar } from './line/sound-bar';
import './console.css';

interface DeskProps {
  applicationId: string;
  userName: string;
  /** Goes back to the choice of agents. */
  onLeave?: () => void;
}

/** An agent's desk: the calls of the day, the call, and who calls and who else works. */
export function Desk({ applicationId, userName, onLeave }: DeskProps) {
  const { t } = useTranslation();
  useDocumentTitle(t('console.title'));
  const desk = useDesk(applicationId, userName);
  const { line, state, microphone, agents, facts, operations, dialing, callKey, inCall, noted, idle } = desk;
  const day = useDayCalls(applicationId, userName);
  const caller = useCaller(state.call ? state.call.id : (noted?.legUuid ?? null), facts);
  const names = useNameDrafts(`${applicationId}.${userName}`);
  const contact = { caller, other: state.call || noted ? desk.other : null };
  const shown = useRef(contact);
  // Whose name is being typed stays when the next call rings, until that is answered.
  if (names.at === null || inCall) shown.current = contact;
  const [help, setHelp] = useState(false);
  const [padOpen, setPadOpen] = useState(false);
  const [view, setView] = useState<DeskView>('call');
  const numberField = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const centre = useRef<HTMLElement>(null);
  const missed = day.parts ? stillMissed(day.parts.missed) : [];
  const own = inCall && !operations.consult && !facts?.consultedBy && state.call?.phase === 'talking';

  useEffect(() => {
    // What someone is writing in stays before them, unless they answer or call.
    if (inCall || !isWritten(document.activeElement)) setView('call');
    // The buttons of a call are gone once it is over: the next Tab begins in the middle.
    if (!callKey && document.activeElement === document.body) centre.current?.focus({ preventScroll: true });
  }, [callKey, inCall]);

  useKeepFocus(page);
  useKeys(
    {
      ...(!callKey && {
        KeyK: () => {
          setView('calls');
          setPadOpen(true);
          // Shown by then.
          window.setTimeout(() => numberField.current?.focus());
        },
      }),
    },
    { '?': () => setHelp(true) },
  );

  return (
    <NamesContext value={agents.nameOf}>
      <div ref={page} className="dw-desk-page">
        <DeskHead
          name={agents.nameOf(userName)}
          userName={userName}
          state={<OwnState applicationId={applicationId} userName={userName} shown={desk.shown} away={desk.away} />}
          mine={day.parts?.mine}
          missed={missed.length}
          sound={
            microphone.stream && (
              <SoundBar
                stream={microphone.stream}
                line={line}
                inCall={callKey !== null}
                devices={desk.devices}
                onDevices={desk.setDevices}
              />
            )
          }
          onLeave={callKey ? undefined : onLeave}
          onHelp={() => setHelp(true)}
        />
        <DeskTabs view={view} onView={setView} missed={missed.length} />
        <main className="dw-desk" data-view={view} data-live={callKey !== null || undefined}>
          <section className="dw-desk-day" aria-label={t('console.day.title')} tabIndex={-1}>
            <DayList day={day} missed={missed} onCall={idle ? dialing.call : undefined} nameOf={agents.nameOf} />
            <div hidden={inCall}>
              <Dialer dialing={dialing} ready={idle} padOpen={padOpen} onPad={setPadOpen} numberField={numberField} />
            </div>
          </section>
          <Centre ref={centre} desk={desk} />
          <section className="dw-desk-side" aria-label={t('console.side')} tabIndex={-1}>
            <CallerPane applicationId={applicationId} names={names} {...shown.current} />
            <ColleagueList
              colleagues={desk.colleagues}
              onTransfer={
                own
                  ? (name) => {
                      setView('call');
                      desk.openPanel('transfer', name);
                    }
                  : undefined
              }
            />
          </section>
        </main>
        <AskBeforeLeaving inCall={inCall} onLeave={() => line?.hangUp()} />
        <ShortcutHelp opened={help} onClose={() => setHelp(false)} />
      </div>
    </NamesContext>
  );
}
