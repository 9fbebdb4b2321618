import { useMutation } from '@apollo/client/react';
import { Button, Paper, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readPhoneNumber } from '../../../shared/phone-number';
import { useSimulator } from '../../accounts/viewer';
import type { Application } from '../../applications/current-application';
import { graphql } from '../../generated/gql';
import type { PresetKind, PresetSlot } from '../../generated/graphql';
import type { HandsetCommand, HandsetOwner } from '../../lib/handset/handset';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { asText } from '../drafts/use-draft';
import type { Flow } from '../flow/flow';
import { slotsOf } from '../presets';
import type { DraftText } from './draft-text';
import { PreviewCall } from './preview-call';
import { TestPhone } from './test-phone';

const StartTestCallDocument = graphql(`
  mutation StartTestCall($applicationId: ID!, $kind: PresetKind!, $ncco: JSON!, $menu: [MenuChoiceInput!]) {
    startTestCall(applicationId: $applicationId, kind: $kind, ncco: $ncco, menu: $menu) {
      id
      to
    }
  }
`);

interface TestCallProps {
  application: Application;
  kind: PresetKind;
  /** Null while the text is not valid JSON. */
  draft: DraftText | null;
  flow: Flow;
  /** The current step of the call; null without a call. */
  onStep: (id: string | null) => void;
}

interface Call {
  id: string;
  owner: HandsetOwner;
  dial: HandsetCommand;
  /** The flow when the call began. */
  flow: Flow;
}

/** The fictional customer's phone for calls that an agent places. E.164 without `+`. */
const CUSTOMER = '+447700900001';

/** Tries the text before it goes live: a real call if there are handsets, otherwise a preview. */
export function TestCall(props: TestCallProps) {
  const { t } = useTranslation();
  const simulator = useSimulator();
  const { application, kind, draft, flow, onStep } = props;
  const slots = slotsOf(kind);
  const [slot, setSlot] = useState<PresetSlot>(slots[0] ?? 'FROM_OUTSIDE');
  const [typed, setTyped] = useState(CUSTOMER);
  const [call, setCall] = useState<Call | null>(null);
  const [wrong, setWrong] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [startTestCall, { loading }] = useMutation(StartTestCallDocument);
  const called = slot === 'FROM_AGENT' ? readPhoneNumber(typed) : undefined;

  async function start(): Promise<void> {
    setProblem(null);
    setWrong(slot === 'FROM_AGENT' && !called);
    if (!draft || (slot === 'FROM_AGENT' && !called)) return;
    const { data } = await startTestCall({ variables: { applicationId: application.id, kind, ...draft } });
    if (!data) return;
    const { id, to } = data.startTestCall;
    const application_id = application.vonageId;
    const fromAgent = slot === 'FROM_AGENT';
    setCall({
      id,
      owner: fromAgent ? { user: id, application_id } : { number: id },
      dial: fromAgent ? { type: 'dial', context: { to: called } } : { type: 'dial', to, application_id },
      flow,
    });
  }

  const choices = (
    <>
      {slots.length > 1 && (
        <SegmentedControl
          fullWidth
          orientation="vertical"
          aria-label={t('presets.test.which')}
          value={slot}
          onChange={(value) => setSlot(value as PresetSlot)}
          data={slots.map((value) => ({ value, label: t(`presets.slot.${value}`) }))}
        />
      )}
      {slot === 'FROM_AGENT' && (
        <TextInput
          label={t('presets.test.calls')}
          description={t('presets.test.callsHint')}
          type="tel"
          value={typed}
          error={wrong && t('phone.noNumber')}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </>
  );

  return (
    <Paper withBorder p="md" className="dw-card" component="section" aria-label={t('presets.test.title')}>
      <Title order={3} mb="xs">
        {simulator ? t('presets.test.title') : t('presets.test.previewTitle')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {simulator ? t('presets.test.hint') : t('presets.test.previewHint')}
      </Text>
      <Stack gap="sm">
        {simulator && call ? (
          <TestPhone
            key={call.id}
            simulator={simulator}
            owner={call.owner}
            dial={call.dial}
            flow={asText(call.flow) === asText(flow) ? flow : null}
            onStep={onStep}
            onAgain={() => setCall(null)}
          />
        ) : simulator ? (
          <>
            {choices}
            {!draft && <Text size="sm">{t('presets.test.noJson')}</Text>}
            <ProblemAlert error={problem} />
            <Button
              color="green"
              leftSection={<IconPhone size={18} aria-hidden />}
              disabled={!draft}
              loading={loading}
              onClick={() => start().catch(setProblem)}
            >
              {t('presets.test.start')}
            </Button>
          </>
        ) : (
          <>
            {choices}
            <PreviewCall application={application} kind={kind} draft={draft} slot={slot} called={called} />
          </>
        )}
      </Stack>
    </Paper>
  );
}
