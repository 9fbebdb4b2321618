import { Badge, Paper, Text, Title, UnstyledButton } from '@mantine/core';
import { IconBroadcast, IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ApplicationFacts } from '../applications/application-facts';
import type { Application } from '../applications/current-application';
import { OutgoingNumber } from '../applications/outgoing-number';
import { RequireApplication } from '../applications/require-application';
import type { PresetKind, PresetSlot } from '../generated/graphql';
import { Page } from '../ui/frame/page';
import { PresetPanel } from './preset-panel';
import { KINDS, PRESETS_OF } from './presets';
import './presets.css';

/** The guide's App Settings: what callers hear, what happens when an agent calls, and the application at Vonage. */
export function AppSettingsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('presets.appSettings')} purpose={t('presets.appSettingsPurpose')}>
      <RequireApplication>
        {(application) => <Settings key={application.id} application={application} />}
      </RequireApplication>
    </Page>
  );
}

function Settings({ application }: { application: Application }) {
  const [search, setSearch] = useSearchParams();
  const shown = KINDS.find((kind) => kind === search.get('preset')) ?? application.fromOutside;
  const asked = search.get('calls') === 'FROM_AGENT' ? 'FROM_AGENT' : 'FROM_OUTSIDE';
  const slot: PresetSlot = PRESETS_OF[asked].includes(shown)
    ? asked
    : asked === 'FROM_AGENT'
      ? 'FROM_OUTSIDE'
      : 'FROM_AGENT';
  const choose = (calls: PresetSlot, preset: PresetKind) => setSearch({ calls, preset }, { replace: true });
  return (
    <>
      <div className="dw-preset-rows">
        <PresetRow
          slot="FROM_OUTSIDE"
          live={application.fromOutside}
          shown={slot === 'FROM_OUTSIDE' ? shown : null}
          onChoose={choose}
        />
        <PresetRow
          slot="FROM_AGENT"
          live={application.fromAgent}
          shown={slot === 'FROM_AGENT' ? shown : null}
          onChoose={choose}
        >
          <OutgoingNumber application={application} />
        </PresetRow>
      </div>
      <PresetPanel
        key={`${slot} ${shown}`}
        applicationId={application.id}
        slot={slot}
        kind={shown}
        livePreset={slot === 'FROM_OUTSIDE' ? application.fromOutside : application.fromAgent}
      />
      <ApplicationFacts applicationId={application.id} />
    </>
  );
}

interface PresetRowProps {
  slot: PresetSlot;
  live: PresetKind;
  /** The preset whose text is shown below. */
  shown: PresetKind | null;
  onChoose: (slot: PresetSlot, kind: PresetKind) => void;
  children?: ReactNode;
}

function PresetRow({ slot, live, shown, onChoose, children }: PresetRowProps) {
  const { t } = useTranslation();
  const Icon = slot === 'FROM_OUTSIDE' ? IconPhoneIncoming : IconPhoneOutgoing;
  return (
    <Paper withBorder p="md" className="dw-card" component="section" aria-label={t(`presets.slot.${slot}`)}>
      <Title order={2} className="dw-with-icon">
        <Icon size={18} aria-hidden /> {t(`presets.slot.${slot}`)}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(`presets.slotHint.${slot}`)}
      </Text>
      <div className="dw-preset-buttons">
        {PRESETS_OF[slot].map((kind) => (
          <UnstyledButton
            key={kind}
            className="dw-preset"
            data-live={kind === live || undefined}
            aria-pressed={kind === shown}
            onClick={() => onChoose(slot, kind)}
          >
            <span className="dw-preset-name">{t(`presets.kind.${kind}`)}</span>
            {kind === live && (
              <Badge
                color="green"
                variant="filled"
                className="dw-badge"
                leftSection={<IconBroadcast size={12} aria-hidden />}
              >
                {t('presets.live')}
              </Badge>
            )}
            <span className="dw-preset-purpose">{t(`presets.purpose.${kind}`)}</span>
          </UnstyledButton>
        ))}
      </div>
      {children}
    </Paper>
  );
}
