import { useQuery } from '@apollo/client/react';
import { Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresetKind } from '../../generated/graphql';
import { readFlow } from '../../presets/flow/flow';
import { FlowPicture } from '../../presets/flow/flow-picture';
import { PRESETS_OF, PresetDocument, useSetLivePreset } from '../../presets/presets';
import { ProblemAlert } from '../../ui/messages/problem-alert';

interface CallersStepProps {
  applicationId: string;
  live: PresetKind;
  onDone: () => void;
}

/** Chooses what inbound callers hear. */
export function CallersStep({ applicationId, live, onDone }: CallersStepProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(live);
  const [setLive, { loading, error }] = useSetLivePreset();

  function submit(event: FormEvent): void {
    event.preventDefault();
    setLive({ variables: { applicationId, slot: 'FROM_OUTSIDE', kind: chosen } }).then(onDone, () => {});
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('home.callersHint')}
        </Text>
        <div className="dw-choices" role="radiogroup" aria-label={t('home.step.callers')}>
          {PRESETS_OF.FROM_OUTSIDE.map((kind) => (
            <label key={kind} className="dw-choice dw-choice-tall">
              <input type="radio" name="preset" checked={kind === chosen} onChange={() => setChosen(kind)} />
              <span className="dw-choice-title">{t(`presets.kind.${kind}`)}</span>
              <span className="dw-choice-note">{t(`presets.purpose.${kind}`)}</span>
              {kind === chosen && <Heard applicationId={applicationId} kind={kind} />}
            </label>
          ))}
        </div>
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading} data-autofocus>
          {t('home.useThis', { preset: t(`presets.kind.${chosen}`) })}
        </Button>
      </Stack>
    </form>
  );
}

function Heard({ applicationId, kind }: { applicationId: string; kind: PresetKind }) {
  const { data } = useQuery(PresetDocument, { variables: { applicationId, kind } });
  return (
    <div className="dw-choice-more">{data && <FlowPicture flow={readFlow(data.preset.ncco, data.preset.menu)} />}</div>
  );
}
