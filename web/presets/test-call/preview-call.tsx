import { useApolloClient } from '@apollo/client/react';
import { Badge, Button, Text } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../applications/current-application';
import { graphql } from '../../generated/gql';
import type { PresetKind, PresetSlot } from '../../generated/graphql';
import { Keypad } from '../../simulator/keypad';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { type Action, readFlow } from '../flow/flow';
import { FlowPicture } from '../flow/flow-picture';
import type { DraftText } from './draft-text';
import '../presets.css';

const PreviewAnswerDocument = graphql(`
  query PreviewAnswer($input: PreviewInput!) {
    previewAnswer(input: $input) {
      ncco
    }
  }
`);

interface PreviewCallProps {
  application: Application;
  kind: PresetKind;
  draft: DraftText | null;
  slot: PresetSlot;
  /** Number to call for an agent's call: E.164 without `+`. */
  called: string | undefined;
}

interface Turn {
  /** Pressed keys; null for the call itself. */
  digits: string | null;
  ncco: unknown;
}

/** What would be returned, key by key, without a call. */
export function PreviewCall({ application, kind, draft, slot, called }: PreviewCallProps) {
  const { t } = useTranslation();
  const client = useApolloClient();
  const [turns, setTurns] = useState<Turn[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const [number] = application.numbers;
  const asks = menuAddress(turns.at(-1)?.ncco);

  async function ask(before: Turn[], digits: string | null): Promise<void> {
    if (!draft) return;
    setProblem(null);
    const fromAgent = slot === 'FROM_AGENT';
    const call = fromAgent ? { to: called, fromUser: 'preview' } : { to: number?.msisdn };
    const attempt = Number(asks?.searchParams.get('attempt') ?? 0);
    const input = { applicationId: application.id, kind, draft, ...call, ...(digits !== null && { digits, attempt }) };
    const { data } = await client.query({
      query: PreviewAnswerDocument,
      variables: { input },
      fetchPolicy: 'no-cache',
    });
    setTurns([...before, { digits, ncco: data?.previewAnswer.ncco }]);
  }
  const attempt = (before: Turn[], digits: string | null) => ask(before, digits).catch(setProblem);
  const steps = turns.map((turn, at) => ({ ...turn, id: at }));

  return (
    <>
      <Badge variant="light" color="gray" className="dw-badge" leftSection={<IconEye size={12} aria-hidden />}>
        {t('presets.test.previewBadge')}
      </Badge>
      <ProblemAlert error={problem} />
      <div role="log" aria-label={t('phone.transcript')} className="dw-preview">
        {steps.map(({ id, digits, ncco }) => (
          <div key={id}>
            {digits !== null && (
              <Text size="sm" mb="xs">
                {t('presets.test.pressed', { digits })}
              </Text>
            )}
            <FlowPicture flow={readFlow(ncco, [])} />
          </div>
        ))}
      </div>
      {asks && <Keypad onKey={(key) => attempt(turns, key)} />}
      <Button disabled={!draft} onClick={() => attempt([], null)}>
        {t('presets.test.preview')}
      </Button>
    </>
  );
}

/** URL of the menu at the end of an NCCO. */
function menuAddress(ncco: unknown): URL | null {
  const actions = Array.isArray(ncco) ? (ncco as Action[]) : [];
  const url = actions.find(({ action }) => action === 'input')?.eventUrl?.[0];
  return url && URL.canParse(url) ? new URL(url) : null;
}
